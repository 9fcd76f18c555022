#include "harness/unit/child.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>

#include "harness/base/error.h"

namespace assay {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr int kPatienceMs = 20'000;

std::vector<std::string> Command(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), ASSAY_TEST_CHILD);
  return arguments;
}

// Reads until `size` bytes have come, or EOF.
std::string Receive(int fd, size_t size) {
  std::string text;
  while (text.size() < size) {
    pollfd ready = {fd, POLLIN, 0};
    if (poll(&ready, 1, kPatienceMs) != 1) {
      ADD_FAILURE() << "nothing came";
      break;
    }
    char bytes[256];
    const ssize_t count = read(fd, bytes, std::min(sizeof(bytes), size - text.size()));
    if (count <= 0) break;
    text.append(bytes, static_cast<size_t>(count));
  }
  return text;
}

// A process that has ended but was not reaped yet is as good as gone.
bool Alive(pid_t pid) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/stat");
  std::string line;
  if (!std::getline(status, line)) return false;
  const char state = line[line.rfind(')') + 2];
  return state != 'Z' && state != 'X';
}

bool BecomesDead(pid_t pid) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(kPatienceMs);
  while (Alive(pid)) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    usleep(5'000);
  }
  return true;
}

TEST(Child, TalksOverItsSocket) {
  Child child(Command({"echo"}));
  ASSERT_EQ(write(child.socket(), "hello", 5), 5);
  EXPECT_EQ(Receive(child.socket(), 5), "hello");
  EXPECT_FALSE(child.ended());
  EXPECT_THAT(child.Epitaph(), HasSubstr("runs"));
}

TEST(Child, LeavesWithItsOwner) {
  pid_t pid;
  {
    Child child(Command({"echo"}));
    pid = child.pid();
    EXPECT_TRUE(Alive(pid));
  }
  EXPECT_FALSE(Alive(pid));
}

TEST(Child, ItsDeathIsEof) {
  Child child(Command({"echo"}));
  kill(child.pid(), SIGKILL);
  EXPECT_EQ(Receive(child.socket(), 1), "");
  EXPECT_THAT(child.Epitaph(), HasSubstr("killed by signal 9"));
  EXPECT_TRUE(child.ended());
  child.Kill();
}

TEST(Child, KillIsFinalAndMayBeRepeated) {
  Child child(Command({"echo"}));
  child.Kill();
  EXPECT_TRUE(child.ended());
  EXPECT_FALSE(Alive(child.pid()));
  child.Kill();
  EXPECT_EQ(Receive(child.socket(), 1), "");
}

TEST(Child, TellsStatusAndLastWords) {
  Child child(Command({"die", "7"}));
  EXPECT_EQ(Receive(child.socket(), 1), "");
  EXPECT_EQ(child.Epitaph(), "exited with status 7: first words\nlast words");
}

TEST(Child, KeepsOnlyTheEndOfALongStderr) {
  Child child(Command({"flood"}));
  // The echo comes after the flood: had nobody drained stderr, the child would still be blocked there.
  ASSERT_EQ(write(child.socket(), "x", 1), 1);
  EXPECT_EQ(Receive(child.socket(), 1), "x");
  child.Kill();
  EXPECT_THAT(child.Epitaph(), AllOf(SizeIs(testing::Le(4200u)), EndsWith("line 99999")));
}

TEST(Child, InheritsNothingButWhatItNeeds) {
  // A descriptor without close-on-exec, as a careless library might leave one.
  const int leak = open("/dev/null", O_RDONLY);
  ASSERT_GE(leak, 0);
  Child other(Command({"echo"}));
  Child child(Command({"list"}));
  EXPECT_EQ(Receive(child.socket(), 100), "0 1 2 3 ");
  close(leak);
}

TEST(Child, SurvivesTheThreadThatStartedIt) {
  std::unique_ptr<Child> child;
  std::thread([&child] { child = std::make_unique<Child>(Command({"echo"})); }).join();
  ASSERT_EQ(write(child->socket(), "still there", 11), 11);
  EXPECT_EQ(Receive(child->socket(), 11), "still there");
}

TEST(Child, DiesWhenItsOwnerIsKilled) {
  Child owner(Command({"own", ASSAY_TEST_CHILD, "echo"}));
  std::string text;
  while (!text.ends_with('\n')) {
    const std::string next = Receive(owner.socket(), 1);
    ASSERT_FALSE(next.empty()) << owner.Epitaph();
    text += next;
  }
  const pid_t grandchild = std::stoi(text);
  ASSERT_TRUE(Alive(grandchild));
  // Only the owner itself: neither its destructors nor its process group take part.
  kill(owner.pid(), SIGKILL);
  EXPECT_TRUE(BecomesDead(grandchild));
}

TEST(Child, AProgramThatDoesNotExistIsAnError) {
  try {
    Child child({"/nonexistent/program"});
    FAIL() << "it ran";
  } catch (const InfraError& error) {
    EXPECT_STREQ(error.what(), "cannot execute /nonexistent/program: No such file or directory");
  }
}

TEST(Child, ManyAtOnceFromManyThreads) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([] {
      for (int j = 0; j < 5; ++j) {
        Child child(Command({"echo"}));
        EXPECT_EQ(write(child.socket(), "a", 1), 1);
        EXPECT_EQ(Receive(child.socket(), 1), "a");
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace assay
