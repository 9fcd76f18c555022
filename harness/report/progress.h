// A progress bar on a terminal; nothing in a pipe.
#ifndef ASSAY_HARNESS_REPORT_PROGRESS_H_
#define ASSAY_HARNESS_REPORT_PROGRESS_H_

#include <string>

namespace assay {

class ProgressBar {
 public:
  ProgressBar();
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void Show(const std::string& label, int done, int total);
  // Takes the bar off the screen, before other output.
  void Clear();

 private:
  const bool terminal_;
  bool shown_ = false;
  int last_percent_ = -1;
  std::string last_label_;
};

}  // namespace assay

#endif  // ASSAY_HARNESS_REPORT_PROGRESS_H_
