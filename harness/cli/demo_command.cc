// assay demo: the whole road once. The keywords suite on the PC and on a virtual board, stored, served.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "harness/base/interrupt.h"
#include "harness/base/resources.h"
#include "harness/cli/built_units.h"
#include "harness/cli/commands.h"
#include "harness/cli/delivery.h"
#include "harness/cli/listen_address.h"
#include "harness/cli/run_on_boards.h"
#include "harness/cli/verdicts.h"
#include "harness/report/run_report.h"
#include "harness/report/table.h"

namespace assay::cli {
namespace {

constexpr const char* kSuite = "keywords";

struct DemoArguments {
  std::string listen;
  bool once = false;
};

// All that can be started here without hardware.
std::vector<std::string> ReadyBoards() {
  const BoardCatalog catalog(BoardsFolder());
  std::vector<std::string> ready;
  for (const std::string& name : catalog.names()) {
    if (Missing(catalog.Load(name), BuiltArtifacts()).empty()) ready.push_back(name);
  }
  return ready;
}

ExitCode Demo(const DemoArguments& arguments) {
  CatchInterrupts();
  const ListenAddress listen = ParseListenAddress(arguments.listen);
  std::filesystem::create_directories(StateFolder());
  const std::unique_ptr<Server> server = StartServer((StateFolder() / "results.db").string(), listen);
  const std::string url = server->url();

  SuiteRequest request;
  request.boards = ReadyBoards();
  request.suite = kSuite;
  request.server = url;
  fmt::print("The suite '{}' on {} {}: a real INT8 model, every output bit checked.\n\n", kSuite,
             request.boards.size() == 1 ? "the board" : "the boards", fmt::join(request.boards, " and "));
  std::fflush(stdout);
  const std::vector<record::Record> records = RunOnBoards(request, StartBuiltUnit);
  const bool delivered = DeliverPending(records);
  fmt::print("{}\n", RunTable(records));
  std::fflush(stdout);
  const ExitCode exit_code = ReportVerdicts(records, delivered);
  if (arguments.once) {
    fmt::print("The dashboard was served on {}; ./assay demo keeps serving until Ctrl-C.\n", url);
  } else if (!Interrupted()) {
    fmt::print("The dashboard is served on {}  (Ctrl-C stops it)\n", Coloured(url, Colour::kBold));
    std::fflush(stdout);
    WaitForInterrupt();
  }
  server->Stop();
  return exit_code;
}

}  // namespace

void AddDemoCommand(CLI::App* app, ExitCode* exit_code) {
  auto arguments = std::make_shared<DemoArguments>();
  CLI::App* command =
      app->add_subcommand("demo", "Run the keywords suite on the PC and on the virtual boards, and serve");
  command->add_option("--listen", arguments->listen, "ADDRESS:PORT of the dashboard")
      ->default_val("127.0.0.1:8080");
  command->add_flag("--once", arguments->once, "Stop after the table instead of serving");
  command->callback([arguments, exit_code] { *exit_code = Demo(*arguments); });
}

}  // namespace assay::cli
