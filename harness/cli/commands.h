// The subcommands of `assay`. Each adds itself to the program; when chosen it runs and leaves its exit code.
#ifndef ASSAY_HARNESS_CLI_COMMANDS_H_
#define ASSAY_HARNESS_CLI_COMMANDS_H_

#include "harness/base/error.h"

namespace CLI {
class App;
}

namespace assay::cli {

void AddRunCommand(CLI::App* app, ExitCode* exit_code);
void AddInferCommand(CLI::App* app, ExitCode* exit_code);
void AddModelCommand(CLI::App* app, ExitCode* exit_code);
void AddCompareCommand(CLI::App* app, ExitCode* exit_code);
void AddBoardsCommand(CLI::App* app, ExitCode* exit_code);
void AddSuitesCommand(CLI::App* app, ExitCode* exit_code);
void AddServeCommand(CLI::App* app, ExitCode* exit_code);
void AddDemoCommand(CLI::App* app, ExitCode* exit_code);

}  // namespace assay::cli

#endif  // ASSAY_HARNESS_CLI_COMMANDS_H_
