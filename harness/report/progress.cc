#include "harness/report/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace assay {
namespace {

constexpr int kWidth = 30;

}  // namespace

ProgressBar::ProgressBar() : terminal_(isatty(STDERR_FILENO) != 0) {}

ProgressBar::~ProgressBar() { Clear(); }

void ProgressBar::Show(const std::string& label, int done, int total) {
  const int percent = total > 0 ? std::min(100, done * 100 / total) : 0;
  if (!terminal_ || (percent == last_percent_ && label == last_label_)) return;
  last_percent_ = percent;
  last_label_ = label;
  shown_ = true;
  std::string bar;
  for (int i = 0; i < kWidth; ++i) bar += i * 100 < percent * kWidth ? "█" : "░";
  fmt::print(stderr, "\r\033[K{} {} {:3}% {}/{}", label, bar, percent, done, total);
  std::fflush(stderr);
}

void ProgressBar::Clear() {
  if (shown_) fmt::print(stderr, "\r\033[K");
  std::fflush(stderr);
  shown_ = false;
}

}  // namespace assay
