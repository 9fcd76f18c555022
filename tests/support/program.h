// Programs under test: started with their output captured, and never outliving the test.
#ifndef ASSAY_TESTS_SUPPORT_PROGRAM_H_
#define ASSAY_TESTS_SUPPORT_PROGRAM_H_

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "harness/base/testing/temporary_folder.h"

namespace assay::testing {

struct Result {
  int exit_code = -1;  // -1: ended by a signal
  int signal = 0;
  std::string out, err;
};

class Program {
 public:
  using Environment = std::map<std::string, std::string>;

  // argv[0] is looked up in PATH. `environment` is added to the present one.
  explicit Program(const std::vector<std::string>& argv, const Environment& environment = {});
  ~Program();  // kills it
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  pid_t pid() const { return pid_; }
  void Signal(int number);
  // Waits until it has ended; kills it and fails the test if that takes longer.
  Result Wait(std::chrono::seconds limit = std::chrono::seconds(120));
  // Waits until its output holds `text`, and returns the whole line. Fails the test if it ends before.
  std::string WaitForLine(const std::string& text, std::chrono::seconds limit = std::chrono::seconds(60));

 private:
  bool Pump(std::chrono::milliseconds timeout);  // false at the end of both streams

  pid_t pid_ = -1;
  int out_ = -1, err_ = -1;
  Result result_;
};

// The process and all its descendants that are alive and not zombies.
std::vector<pid_t> Descendants(pid_t pid);
// Waits (bounded) until a descendant's command line holds `text`; -1 if there never is one.
pid_t WaitForDescendant(pid_t pid, const std::string& text,
                        std::chrono::seconds limit = std::chrono::seconds(20));
// Waits (bounded) until the process is gone or a zombie.
bool WaitUntilGone(pid_t pid, std::chrono::seconds limit = std::chrono::seconds(10));

std::string ReadText(const std::filesystem::path& file);
void WriteText(const std::filesystem::path& file, const std::string& text);

}  // namespace assay::testing

#endif  // ASSAY_TESTS_SUPPORT_PROGRAM_H_
