#include "harness/cli/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>

#include "harness/base/version.h"
#include "harness/cli/commands.h"
#include "harness/cli/delivery.h"
#include "server/base/nearest.h"

namespace assay::cli {
namespace {

constexpr const char* kFooter =
    "Exit codes: 0 pass, 1 fail, 2 wrong use or input, 3 the rig is at fault (infra; also a record that "
    "could not be\n"
    "delivered), 4 inconclusive.\n"
    "Environment: ASSAY_DATA (models and inputs of other suites), ASSAY_STATE (records, and the outbox of "
    "those still to\n"
    "be delivered), ASSAY_BOARDS and ASSAY_SUITES (folders to use instead of the project's).\n"
    "From the source tree, ./assay build and ./assay test also build and test; ./assay demo builds first.";

// Must not throw: stderr may be closed.
ExitCode Report(ExitCode exit_code, const std::string& message) {
  std::fputs(("assay: " + message + "\n").c_str(), stderr);
  return exit_code;
}

// What an earlier command could not deliver goes with this one. That it cannot go is no fault of this
// command.
void TryToDeliver() {
  try {
    DeliverPending();
  } catch (const std::exception& error) {
    Report(ExitCode::kPass, std::string("records could not be delivered: ") + error.what());
  }
}

// CLI11 would only say that a command is required.
void CheckCommand(const CLI::App& app, const std::string& name) {
  std::vector<std::string> commands;
  for (const CLI::App* command : app.get_subcommands({})) commands.push_back(command->get_name());
  if (std::ranges::find(commands, name) == commands.end()) {
    throw UsageError(fmt::format("there is no command '{}'; {}", name, Suggestion(name, commands)));
  }
}

}  // namespace

ExitCode RunCommandLine(int argc, const char* const* argv) {
  CLI::App app("Assay measures and certifies INT8 inference on microcontroller boards.", "assay");
  app.set_version_flag("--version",
                       std::string("assay ") + kVersion + (kCommit[0] != '\0' ? " " : "") + kCommit);
  app.require_subcommand(1);
  app.footer(kFooter);
  app.get_formatter()->column_width(34);
  ExitCode exit_code = ExitCode::kPass;
  AddDemoCommand(&app, &exit_code);
  AddRunCommand(&app, &exit_code);
  AddInferCommand(&app, &exit_code);
  AddModelCommand(&app, &exit_code);
  AddCompareCommand(&app, &exit_code);
  AddBoardsCommand(&app, &exit_code);
  AddSuitesCommand(&app, &exit_code);
  AddServeCommand(&app, &exit_code);
  try {
    if (argc > 1 && argv[1][0] != '-') CheckCommand(app, argv[1]);
    app.parse(argc, argv);
    const auto chosen = app.get_subcommands();
    // What an earlier command could not deliver goes with the next one, whatever it is for.
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
      return Report(ExitCode::kInfra, "not all of the output could be written to stdout");
    }
    if (!chosen.empty() && chosen.front()->get_name() != "run") TryToDeliver();
    return exit_code;
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? ExitCode::kPass : ExitCode::kUsage;
  } catch (const UsageError& error) {
    return Report(ExitCode::kUsage, error.what());
  } catch (const std::exception& error) {
    return Report(ExitCode::kInfra, error.what());
  }
}

}  // namespace assay::cli
