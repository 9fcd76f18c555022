#include "harness/base/interrupt.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>

#include <vector>

namespace assay {
namespace {

// Each in a process of its own, because a signal that was caught stays caught.
constexpr int kDone = 17;

[[noreturn]] void Raise(const std::vector<int>& signals) {
  CatchInterrupts();
  if (Interrupted()) exit(1);
  for (const int signal : signals) raise(signal);
  exit(Interrupted() ? kDone : 2);
}

TEST(InterruptDeathTest, TheFirstOneAsks) {
  EXPECT_EXIT(Raise({SIGINT}), ::testing::ExitedWithCode(kDone), "");
  EXPECT_EXIT(Raise({SIGTERM}), ::testing::ExitedWithCode(kDone), "");
}

// Whichever it is: Ctrl-C first, and then `kill`, or the other way round.
TEST(InterruptDeathTest, TheSecondOneEndsTheProgram) {
  for (const int first : {SIGINT, SIGTERM}) {
    for (const int second : {SIGINT, SIGTERM}) {
      EXPECT_EXIT(Raise({first, second}), ::testing::KilledBySignal(second), "") << first << " " << second;
    }
  }
}

TEST(InterruptDeathTest, WhoeverWaitsForOneGoesOn) {
  EXPECT_EXIT(
      {
        CatchInterrupts();
        raise(SIGINT);
        WaitForInterrupt();
        exit(kDone);
      },
      ::testing::ExitedWithCode(kDone), "");
}

TEST(InterruptTest, NothingHasHappenedYet) { EXPECT_FALSE(Interrupted()); }

}  // namespace
}  // namespace assay
