// What both file systems must do, so that the fake one proves something about the real one; and what the fake
// one loses.
#include "harness/base/file_system.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <atomic>
#include <set>
#include <thread>

#include "harness/base/testing/fake_file_system.h"

namespace assay {
namespace {

using testing::Choices;
using ::testing::ElementsAre;
using testing::FakeFileSystem;
using ::testing::UnorderedElementsAre;

std::span<const uint8_t> Bytes(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

std::string Text(FileSystem& files, const std::filesystem::path& path) {
  const std::vector<uint8_t> bytes = files.Read(path, 1 << 20);
  return std::string(bytes.begin(), bytes.end());
}

template <typename Action>
std::errc ErrorOf(Action action) {
  try {
    action();
  } catch (const std::filesystem::filesystem_error& error) {
    return static_cast<std::errc>(error.code().value());
  }
  return {};
}

// The argument: whether it is the real one.
class FileSystemTest : public ::testing::TestWithParam<bool> {
 protected:
  FileSystemTest() {
    if (GetParam()) {
      std::string name = (std::filesystem::temp_directory_path() / "assay-files-XXXXXX").string();
      folder_ = mkdtemp(name.data());
    } else {
      folder_ = "/folder";
      fake_.MakeFolder(folder_);
    }
  }
  ~FileSystemTest() override {
    if (GetParam()) std::filesystem::remove_all(folder_);
  }
  FileSystem& files() { return GetParam() ? RealFileSystem() : fake_; }
  void Put(const std::string& name, std::string_view text) {
    const std::unique_ptr<FileSystem::File> file = files().Create(folder_ / name);
    EXPECT_EQ(file->Write(Bytes(text)), text.size());
    file->Sync();
    file->Close();
  }

  FakeFileSystem fake_;
  std::filesystem::path folder_;
};

INSTANTIATE_TEST_SUITE_P(All, FileSystemTest, ::testing::Bool(),
                         [](const auto& real) { return real.param ? "Real" : "Fake"; });

TEST_P(FileSystemTest, WhatIsWrittenIsRead) {
  Put("a", "one");
  EXPECT_EQ(Text(files(), folder_ / "a"), "one");
  Put("a", "2");  // in place of the old content
  EXPECT_EQ(Text(files(), folder_ / "a"), "2");
}

TEST_P(FileSystemTest, AWriteAppends) {
  const std::unique_ptr<FileSystem::File> file = files().Create(folder_ / "a");
  file->Write(Bytes("one, "));
  file->Write(Bytes("two"));
  EXPECT_EQ(Text(files(), folder_ / "a"), "one, two");
}

TEST_P(FileSystemTest, ReadsToTheLimitAndNoFurther) {
  Put("a", "12345");
  EXPECT_EQ(files().Read(folder_ / "a", 5).size(), 5u);
  EXPECT_EQ(ErrorOf([&] { files().Read(folder_ / "a", 4); }), std::errc::file_too_large);
}

TEST_P(FileSystemTest, ARenameReplaces) {
  Put("a", "old");
  Put("b", "new");
  files().Rename(folder_ / "b", folder_ / "a");
  EXPECT_EQ(Text(files(), folder_ / "a"), "new");
  EXPECT_THAT(files().List(folder_), ElementsAre("a"));
}

TEST_P(FileSystemTest, ListsNamesInOrder) {
  for (const char* name : {"b", "a", "c.x"}) Put(name, "x");
  files().MakeFolder(folder_ / "aa");
  EXPECT_THAT(files().List(folder_), ElementsAre("a", "aa", "b", "c.x"));
  files().Remove(folder_ / "a");
  EXPECT_THAT(files().List(folder_), ElementsAre("aa", "b", "c.x"));
}

TEST_P(FileSystemTest, FoldersAreMadeOnce) {
  EXPECT_FALSE(files().IsFolder(folder_ / "sub"));
  files().MakeFolder(folder_ / "sub");
  EXPECT_TRUE(files().IsFolder(folder_ / "sub"));
  Put("sub/a", "x");
  files().MakeFolder(folder_ / "sub");
  files().SyncFolder(folder_ / "sub");
  EXPECT_THAT(files().List(folder_ / "sub"), ElementsAre("a"));
  Put("file", "x");
  EXPECT_FALSE(files().IsFolder(folder_ / "file"));
  EXPECT_EQ(ErrorOf([&] { files().MakeFolder(folder_ / "file"); }), std::errc::file_exists);
}

TEST_P(FileSystemTest, WhatIsNotThere) {
  const std::filesystem::path nowhere = folder_ / "nowhere";
  EXPECT_EQ(ErrorOf([&] { files().Read(nowhere, 1); }), std::errc::no_such_file_or_directory);
  EXPECT_EQ(ErrorOf([&] { files().Remove(nowhere); }), std::errc::no_such_file_or_directory);
  EXPECT_EQ(ErrorOf([&] { files().Rename(nowhere, folder_ / "a"); }), std::errc::no_such_file_or_directory);
  EXPECT_EQ(ErrorOf([&] { files().List(nowhere); }), std::errc::no_such_file_or_directory);
  EXPECT_EQ(ErrorOf([&] { files().SyncFolder(nowhere); }), std::errc::no_such_file_or_directory);
  EXPECT_EQ(ErrorOf([&] { files().Create(nowhere / "a"); }), std::errc::no_such_file_or_directory);
  EXPECT_EQ(ErrorOf([&] { files().MakeFolder(nowhere / "a"); }), std::errc::no_such_file_or_directory);
  EXPECT_EQ(files().TryLock(nowhere), nullptr);
}

TEST_P(FileSystemTest, AFolderIsNoFile) {
  EXPECT_EQ(ErrorOf([&] { files().Read(folder_, 1); }), std::errc::is_a_directory);
  EXPECT_EQ(ErrorOf([&] { files().Create(folder_); }), std::errc::is_a_directory);
  EXPECT_EQ(ErrorOf([&] { files().TryLock(folder_); }), std::errc::is_a_directory);
}

TEST_P(FileSystemTest, AFileThatIsBeingWrittenIsLockedWhateverItsName) {
  std::unique_ptr<FileSystem::File> file = files().Create(folder_ / "a");
  EXPECT_EQ(files().TryLock(folder_ / "a"), nullptr);
  files().Rename(folder_ / "a", folder_ / "b");
  EXPECT_EQ(files().TryLock(folder_ / "b"), nullptr);
  file.reset();
  const std::unique_ptr<FileSystem::File> lock = files().TryLock(folder_ / "b");
  EXPECT_NE(lock, nullptr);
  EXPECT_EQ(files().TryLock(folder_ / "b"), nullptr);
}

TEST_P(FileSystemTest, AClosedFileIsNotLocked) {
  const std::unique_ptr<FileSystem::File> file = files().Create(folder_ / "a");
  file->Close();
  EXPECT_NE(files().TryLock(folder_ / "a"), nullptr);
}

TEST(RealFileSystem, AFullDeviceIsAnError) {
  const std::unique_ptr<FileSystem::File> full = RealFileSystem().TryLock("/dev/full");
  ASSERT_NE(full, nullptr);
  EXPECT_EQ(ErrorOf([&] { full->Write(Bytes("x")); }), std::errc::no_space_on_device);
}

// Two processes at one file, which threads can stand for: a lock belongs to the open file.
class RealFileSystemRace : public ::testing::Test {
 protected:
  RealFileSystemRace() {
    std::string name = (std::filesystem::temp_directory_path() / "assay-files-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  ~RealFileSystemRace() override { std::filesystem::remove_all(folder_); }

  FileSystem& files_ = RealFileSystem();
  std::filesystem::path folder_;
};

// Somebody takes a file for abandoned between the two calls that make and lock it.
TEST_F(RealFileSystemRace, AFileThatIsRemovedWhileItIsMadeIsMadeAgain) {
  for (int round = 0; round < 200; ++round) {
    files_.Create(folder_ / "a");
    std::unique_ptr<FileSystem::File> lock = files_.TryLock(folder_ / "a");
    ASSERT_NE(lock, nullptr);
    std::thread maker([&] { files_.Create(folder_ / "a")->Write(Bytes("mine")); });
    for (int i = 0; i < round; ++i) std::this_thread::yield();
    files_.Remove(folder_ / "a");
    lock.reset();
    maker.join();
    ASSERT_EQ(Text(files_, folder_ / "a"), "mine");
  }
}

TEST_F(RealFileSystemRace, AFileThatIsRemovedByWhoHasTheLockIsNotLockedAgain) {
  std::atomic<int> locked_again = 0;
  for (int round = 0; round < 200; ++round) {
    std::unique_ptr<FileSystem::File> file = files_.Create(folder_ / "a");
    std::atomic<bool> begun = false;
    std::thread other([&] {
      for (int attempt = 0; attempt < 50; ++attempt) {
        locked_again += files_.TryLock(folder_ / "a") != nullptr;
        begun = true;
      }
    });
    while (!begun) std::this_thread::yield();
    files_.Remove(folder_ / "a");
    file.reset();
    other.join();
  }
  EXPECT_EQ(locked_again, 0);
}

// ---- what a power cut leaves ----

class PowerCutTest : public ::testing::Test {
 protected:
  // Every content of "/a" ("none" if there is no such file) and of "/b" that a power cut may leave.
  template <typename Steps>
  std::set<std::string> Outcomes(Steps steps) {
    std::set<std::string> outcomes;
    Choices choices;
    do {
      FakeFileSystem disk;
      steps(disk);
      disk.RestartComputer(&choices);
      outcomes.insert(Look(disk, "/a") + "|" + Look(disk, "/b"));
    } while (choices.Next());
    return outcomes;
  }
  static void Put(FakeFileSystem& disk, const char* path, std::string_view text, bool sync) {
    const std::unique_ptr<FileSystem::File> file = disk.Create(path);
    file->Write(Bytes(text));
    if (sync) file->Sync();
  }

 private:
  static std::string Look(const FakeFileSystem& disk, const char* path) {
    return disk.Exists(path) ? disk.Text(path) : "none";
  }
};

TEST_F(PowerCutTest, AFileThatWasNotSyncedMayBeAnything) {
  EXPECT_THAT(
      Outcomes([](FakeFileSystem& disk) { Put(disk, "/a", "1234", /*sync=*/false); }),
      UnorderedElementsAre("none|none", "|none", "12|none", std::string(4, '\0') + "|none", "1234|none"));
}

TEST_F(PowerCutTest, ASyncedFileIsWholeOrHasNoName) {
  EXPECT_THAT(Outcomes([](FakeFileSystem& disk) { Put(disk, "/a", "1234", /*sync=*/true); }),
              UnorderedElementsAre("none|none", "1234|none"));
}

TEST_F(PowerCutTest, WithItsFolderSyncedItStays) {
  EXPECT_THAT(Outcomes([](FakeFileSystem& disk) {
                Put(disk, "/a", "1234", /*sync=*/true);
                disk.SyncFolder("/");
              }),
              UnorderedElementsAre("1234|none"));
}

TEST_F(PowerCutTest, ARenameIsDoneOrNot) {
  EXPECT_THAT(Outcomes([](FakeFileSystem& disk) {
                Put(disk, "/a", "old", /*sync=*/true);
                Put(disk, "/b", "new", /*sync=*/true);
                disk.SyncFolder("/");
                disk.Rename("/b", "/a");
              }),
              UnorderedElementsAre("old|new", "new|none"));
}

TEST_F(PowerCutTest, ARemovalMayComeBack) {
  EXPECT_THAT(Outcomes([](FakeFileSystem& disk) {
                Put(disk, "/a", "1", /*sync=*/true);
                Put(disk, "/b", "2", /*sync=*/true);
                disk.SyncFolder("/");
                disk.Remove("/a");
                disk.Remove("/b");
              }),
              UnorderedElementsAre("1|2", "none|2", "1|none", "none|none"));
}

TEST_F(PowerCutTest, AFolderTakesItsFilesAlong) {
  Choices choices;
  std::set<bool> outcomes;
  do {
    FakeFileSystem disk;
    disk.MakeFolder("/sub");
    Put(disk, "/sub/a", "1", /*sync=*/true);
    disk.SyncFolder("/sub");
    disk.RestartComputer(&choices);
    outcomes.insert(disk.Exists("/sub/a"));
  } while (choices.Next());
  EXPECT_EQ(outcomes.size(), 2u);
}

TEST_F(PowerCutTest, AfterItNothingWorksUntilTheRestart) {
  FakeFileSystem disk;
  disk.CutPowerAfter(2);
  disk.MakeFolder("/a");
  EXPECT_THROW(disk.MakeFolder("/b"), FakeFileSystem::PowerCut);
  EXPECT_THROW(disk.IsFolder("/a"), FakeFileSystem::PowerCut);
  disk.RestartProcess();
  EXPECT_TRUE(disk.IsFolder("/a"));
  EXPECT_TRUE(disk.IsFolder("/b"));
}

}  // namespace
}  // namespace assay
