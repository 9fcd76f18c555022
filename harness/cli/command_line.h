// The program `assay` but for what belongs to its process: arguments in, exit code out.
#ifndef ASSAY_HARNESS_CLI_COMMAND_LINE_H_
#define ASSAY_HARNESS_CLI_COMMAND_LINE_H_

#include "harness/base/error.h"

namespace assay::cli {

// Runs the command that the arguments name; the first is the program's name, as for main. What went wrong is
// said on stderr. Throws nothing.
ExitCode RunCommandLine(int argc, const char* const* argv);

}  // namespace assay::cli

#endif  // ASSAY_HARNESS_CLI_COMMAND_LINE_H_
