#include "harness/report/progress.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

namespace assay {
namespace {

using ::testing::HasSubstr;

// What is written to stderr meanwhile.
class Stderr {
 public:
  // Takes both ends; `far` becomes stderr.
  Stderr(int near, int far) : near_(near), saved_(dup(STDERR_FILENO)) {
    fflush(stderr);
    EXPECT_GE(near, 0);
    EXPECT_GE(dup2(far, STDERR_FILENO), 0);
    close(far);
  }
  ~Stderr() {
    fflush(stderr);
    dup2(saved_, STDERR_FILENO);
    close(saved_);
    close(near_);
  }
  Stderr(const Stderr&) = delete;
  Stderr& operator=(const Stderr&) = delete;

  // Everything that came since the last time.
  std::string Take() const {
    std::string text;
    for (pollfd ready = {near_, POLLIN, 0}; poll(&ready, 1, 0) > 0;) {
      char bytes[1024];
      const ssize_t count = read(near_, bytes, sizeof(bytes));
      if (count <= 0) break;
      text.append(bytes, static_cast<size_t>(count));
    }
    return text;
  }

 private:
  const int near_, saved_;
};

int FarEnd(int near) {
  return grantpt(near) == 0 && unlockpt(near) == 0 ? open(ptsname(near), O_RDWR | O_NOCTTY) : -1;
}

class ProgressOnATerminalTest : public ::testing::Test {
 private:
  const int near_ = posix_openpt(O_RDWR | O_NOCTTY);

 protected:
  Stderr terminal_{near_, FarEnd(near_)};
};

TEST_F(ProgressOnATerminalTest, ShowsHowFarItIs) {
  ProgressBar bar;
  bar.Show("kws", 1, 4);
  const std::string text = terminal_.Take();
  EXPECT_THAT(text, HasSubstr("kws"));
  EXPECT_THAT(text, HasSubstr("25% 1/4"));
}

TEST_F(ProgressOnATerminalTest, SaysNothingTwice) {
  ProgressBar bar;
  bar.Show("kws", 100, 100000);
  EXPECT_NE(terminal_.Take(), "");
  bar.Show("kws", 101, 100000);
  EXPECT_EQ(terminal_.Take(), "") << "the same percent of the same";
  bar.Show("ad", 101, 100000);
  EXPECT_THAT(terminal_.Take(), HasSubstr("ad"));
  bar.Show("ad", 2000, 100000);
  EXPECT_THAT(terminal_.Take(), HasSubstr("2%"));
}

TEST_F(ProgressOnATerminalTest, IsTakenOffTheScreenOnce) {
  {
    ProgressBar bar;
    bar.Show("kws", 1, 2);
    terminal_.Take();
    bar.Clear();
    EXPECT_EQ(terminal_.Take(), "\r\033[K");
  }
  EXPECT_EQ(terminal_.Take(), "") << "nothing is left to be cleared";
  {
    ProgressBar bar;
    bar.Show("kws", 1, 2);
    terminal_.Take();
  }
  EXPECT_EQ(terminal_.Take(), "\r\033[K") << "the bar goes with its object";
}

TEST_F(ProgressOnATerminalTest, OddNumbersAreNoPercentages) {
  ProgressBar bar;
  bar.Show("kws", 7, 0);
  EXPECT_THAT(terminal_.Take(), HasSubstr("  0% 7/0"));
  bar.Show("kws", 7, 5);
  EXPECT_THAT(terminal_.Take(), HasSubstr("100% 7/5"));
}

TEST(ProgressTest, IsSilentInAPipe) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const Stderr pipe(ends[0], ends[1]);
  {
    ProgressBar bar;
    bar.Show("kws", 1, 2);
    bar.Clear();
  }
  EXPECT_EQ(pipe.Take(), "");
}

}  // namespace
}  // namespace assay
