// The subcommands of `assay`. Each adds itself to the program; when chosen it runs and leaves its exit code.
#ifndef ASSAY_HARNESS_CLI_COMMANDS_H_
#define ASSAY_HARNESS_CLI_COMMANDS_H_

#include <span>
#include <string>
#include <vector>

#include "harness/base/error.h"
#include "harness/run/suite_run.h"
#include "server/record/record.h"

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

// ---- shared by commands ----

Artifacts BuiltArtifacts();

ExitCode ExitCodeOf(record::Verdict verdict);

// Says on stderr what did not pass and why. Returns the exit code of the worst record: fail, then infra, then
// inconclusive.
ExitCode ReportVerdicts(std::span<const record::Record> records);

// Runs the suite on every board in turn, with progress, keeping the spool up to date and delivering to
// `server` if it is not empty. Returns the records, in the order of the boards.
struct SuiteRequest {
  std::vector<std::string> boards;
  std::string suite, case_name, data, server;
  RunOptions options;
};
std::vector<record::Record> RunOnBoards(const SuiteRequest& request);

// Delivers what is due, and says on stderr what was delivered, kept or rejected. Returns whether none of
// `records` was kept or rejected.
bool DeliverPending(std::span<const record::Record> records = {});

}  // namespace assay::cli

#endif  // ASSAY_HARNESS_CLI_COMMANDS_H_
