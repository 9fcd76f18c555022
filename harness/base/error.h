// The host's errors, by whose move is next. The command line turns them into one line on stderr and an exit
// code.
#ifndef ASSAY_HARNESS_BASE_ERROR_H_
#define ASSAY_HARNESS_BASE_ERROR_H_

#include <stdexcept>
#include <string>

namespace assay {

// The exit codes of every subcommand.
enum class ExitCode : int { kPass = 0, kFail = 1, kUsage = 2, kInfra = 3, kInconclusive = 4 };

// What was asked for cannot be done as asked: a bad argument, file or model. The message names the file, the
// field and the fix.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The rig is at fault: a dead board, a missing emulator, a server that is down, a full disk.
class InfraError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace assay

#endif  // ASSAY_HARNESS_BASE_ERROR_H_
