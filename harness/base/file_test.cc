#include "harness/base/file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "harness/base/error.h"
#include "harness/base/testing/fake_file_system.h"

namespace assay {
namespace {

using testing::Choices;
using ::testing::ElementsAre;
using testing::FakeFileSystem;
using ::testing::IsEmpty;

template <typename Error, typename Action>
std::string MessageOf(Action action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

class FileTest : public ::testing::Test {
 protected:
  FileTest() {
    std::string name = (std::filesystem::temp_directory_path() / "assay-file-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  ~FileTest() override { std::filesystem::remove_all(folder_); }

  std::string Text(const std::string& name) const {
    const std::vector<uint8_t> bytes = ReadFile(folder_ / name);
    return std::string(bytes.begin(), bytes.end());
  }
  std::vector<std::string> Names() const { return RealFileSystem().List(folder_); }

  std::filesystem::path folder_;
};

TEST_F(FileTest, ReadsWhatWasWritten) {
  std::string text(200'000, 'x');
  text[100'000] = '\0';
  WriteFile(folder_ / "a", text);
  EXPECT_EQ(Text("a"), text);
  WriteFile(folder_ / "empty", "");
  EXPECT_EQ(Text("empty"), "");
}

TEST_F(FileTest, AReadHasALimit) {
  WriteFile(folder_ / "a", "12345");
  EXPECT_EQ(ReadFile(folder_ / "a", 5).size(), 5u);
  EXPECT_EQ(MessageOf<UsageError>([&] { ReadFile(folder_ / "a", 4); }),
            (folder_ / "a").string() + ": larger than 4 bytes");
  // A device has no end.
  EXPECT_EQ(MessageOf<UsageError>([&] { ReadFile("/dev/zero", 1000); }), "/dev/zero: larger than 1000 bytes");
}

TEST_F(FileTest, WhatCannotBeReadSaysWhy) {
  EXPECT_EQ(MessageOf<UsageError>([&] { ReadFile(folder_ / "nowhere"); }),
            (folder_ / "nowhere").string() + ": no such file");
  WriteFile(folder_ / "a", "");
  EXPECT_EQ(MessageOf<UsageError>([&] { ReadFile(folder_ / "a/b"); }),
            (folder_ / "a/b").string() + ": no such file");
  EXPECT_EQ(MessageOf<UsageError>([&] { ReadFile(folder_); }),
            folder_.string() + ": is a folder, not a file");
}

TEST_F(FileTest, ReadsAPipeToItsEnd) {
  ASSERT_EQ(mkfifo((folder_ / "pipe").c_str(), 0600), 0);
  std::thread writer([&] { std::ofstream(folder_ / "pipe") << std::string(100'000, 'p'); });
  EXPECT_EQ(Text("pipe"), std::string(100'000, 'p'));
  writer.join();
}

// A reader that had the old file open keeps it whole: nothing is written over it.
TEST_F(FileTest, ReplacesAFileAsAWhole) {
  WriteFile(folder_ / "a", "old");
  std::ifstream old(folder_ / "a");
  WriteFile(folder_ / "a", "new one");
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(old), {}), "old");
  EXPECT_EQ(Text("a"), "new one");
  EXPECT_THAT(Names(), ElementsAre("a"));
}

TEST_F(FileTest, WhatCannotBeReplacedStaysAndLeavesNothing) {
  const std::filesystem::path full = folder_ / "sub";
  std::filesystem::create_directory(full);
  EXPECT_EQ(MessageOf<UsageError>([&] { WriteOutput(full, "x"); }),
            "cannot write " + full.string() + ": Is a directory");
  EXPECT_EQ(MessageOf<UsageError>([&] { WriteOutput(folder_ / "nowhere/a", "x"); }),
            "cannot write " + (folder_ / "nowhere/a").string() + ": No such file or directory");
  EXPECT_EQ(MessageOf<InfraError>([&] { WriteFile(folder_ / "nowhere/a", "x"); }),
            "cannot write " + (folder_ / "nowhere/a").string() + ": No such file or directory");
  EXPECT_THAT(Names(), ElementsAre("sub"));
}

TEST_F(FileTest, ADeviceIsWrittenInPlace) {
  WriteOutput("/dev/null", "x");
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
  EXPECT_EQ(MessageOf<InfraError>([&] { WriteOutput("/dev/full", "x"); }),
            "cannot write /dev/full: No space left on device");
  EXPECT_EQ(MessageOf<InfraError>([&] { WriteOutput("/dev/full", std::string(100'000, 'x')); }),
            "cannot write /dev/full: No space left on device");
}

// As /dev/stdout is one, to whatever the shell has opened.
TEST_F(FileTest, ALinkStaysALink) {
  WriteFile(folder_ / "target", "a longer text");
  std::filesystem::create_symlink("target", folder_ / "link");
  WriteOutput(folder_ / "link", "short");
  EXPECT_TRUE(std::filesystem::is_symlink(folder_ / "link"));
  EXPECT_EQ(Text("target"), "short");
}

TEST_F(FileTest, WritesIntoTheCurrentFolder) {
  const std::filesystem::path before = std::filesystem::current_path();
  std::filesystem::current_path(folder_);
  WriteFile("a", "here");
  WriteDurably(RealFileSystem(), "b", "there");
  MakeFoldersDurably(RealFileSystem(), "c/d");
  std::filesystem::current_path(before);
  EXPECT_EQ(Text("a"), "here");
  EXPECT_EQ(Text("b"), "there");
  EXPECT_TRUE(std::filesystem::is_directory(folder_ / "c/d"));
}

TEST_F(FileTest, TheDurableOnesOnARealDisk) {
  FileSystem& files = RealFileSystem();
  MakeFoldersDurably(files, folder_ / "x/y/");
  MakeFoldersDurably(files, folder_ / "x/y");
  const std::filesystem::path a = folder_ / "x/y/a", b = folder_ / "x/y/b";
  {
    const std::unique_ptr<FileSystem::File> lock = WriteDurably(files, a, "text");
    EXPECT_EQ(files.TryLock(a), nullptr);
  }
  EXPECT_NE(files.TryLock(a), nullptr);
  RenameDurably(files, a, b);
  EXPECT_EQ(Text("x/y/b"), "text");
  RemoveDurably(files, b);
  RemoveDurably(files, b);
  EXPECT_THAT(files.List(folder_ / "x/y"), IsEmpty());
  EXPECT_EQ(MessageOf<InfraError>([&] { RenameDurably(files, a, b); }),
            "cannot rename " + a.string() + ": No such file or directory");
  EXPECT_EQ(MessageOf<InfraError>([&] { MakeFoldersDurably(files, "/proc/nowhere/a"); }),
            "cannot create /proc/nowhere: No such file or directory");
}

TEST(DurableFile, IsOldOrNewAfterAPowerCutAtAnyCall) {
  bool cut = true;
  int call = 0;
  while (cut) {
    ASSERT_LT(++call, 100);
    Choices choices;
    do {
      FakeFileSystem disk;
      WriteDurably(disk, "/a", "the old text");
      disk.CutPowerAfter(call);
      try {
        WriteDurably(disk, "/a", "the new text");
        cut = false;
      } catch (const FakeFileSystem::PowerCut&) {
        cut = true;
      }
      disk.RestartComputer(&choices);
      const std::string text = disk.Text("/a");
      EXPECT_TRUE(text == "the new text" || (cut && text == "the old text")) << call << ": " << text;
    } while (choices.Next());
  }
  EXPECT_GT(call, 4);
}

TEST(DurableFile, AFailedWriteKeepsTheOldContentAndCleansUp) {
  for (int call = 1; call <= 5; ++call) {  // create, write, sync, rename, sync of the folder
    FakeFileSystem disk;
    WriteDurably(disk, "/a", "old");
    disk.FailAt(call, std::errc::no_space_on_device);
    EXPECT_EQ(MessageOf<InfraError>([&] { WriteDurably(disk, "/a", "new"); }),
              "cannot write /a: No space left on device");
    EXPECT_EQ(disk.Text("/a"), call < 5 ? "old" : "new");
    EXPECT_THAT(disk.Names("/"), ElementsAre("a"));
  }
}

TEST(DurableFolders, AreThereAfterAPowerCutEvenIfAnotherProcessBeganThem) {
  bool killed = true;
  for (int call = 1; killed; ++call) {
    ASSERT_LT(call, 100);
    Choices choices;
    do {
      FakeFileSystem disk;
      disk.CutPowerAfter(call);
      try {
        MakeFoldersDurably(disk, "/a/b/c");
        killed = false;
      } catch (const FakeFileSystem::PowerCut&) {
        killed = true;
      }
      disk.RestartProcess();
      MakeFoldersDurably(disk, "/a/b/c");
      disk.RestartComputer(&choices);
      EXPECT_TRUE(disk.Exists("/a/b/c")) << call;
    } while (choices.Next());
  }
}

TEST(DurableFolders, OneThatMayNotBeReadIsTakenAsItIs) {
  FakeFileSystem disk;
  MakeFoldersDurably(disk, "/a/b");
  disk.FailAt(2, std::errc::permission_denied);  // 1: is it there? 2: sync the one above
  MakeFoldersDurably(disk, "/a/b");
  disk.FailAt(2, std::errc::io_error);
  EXPECT_EQ(MessageOf<InfraError>([&] { MakeFoldersDurably(disk, "/a/b"); }),
            "cannot sync the folder of /a/b: Input/output error");
}

}  // namespace
}  // namespace assay
