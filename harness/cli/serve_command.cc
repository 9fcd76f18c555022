// assay serve: the results server and its dashboard.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "harness/base/interrupt.h"
#include "harness/base/resources.h"
#include "harness/cli/commands.h"
#include "harness/cli/listen_address.h"
#include "server/serve.h"

namespace assay::cli {
namespace {

ExitCode Serve(const std::string& db, const std::string& listen) {
  CatchInterrupts();
  Server server(ServeOptionsFor(db, ParseListenAddress(listen), "info"));
  server.Start();
  // Scripts read this line to learn the port, so it goes to stdout at once.
  fmt::print("serving {} on {}\n", db, server.url());
  std::fflush(stdout);
  WaitForInterrupt();
  server.Stop();
  return ExitCode::kPass;
}

}  // namespace

void AddServeCommand(CLI::App* app, ExitCode* exit_code) {
  auto db = std::make_shared<std::string>();
  auto listen = std::make_shared<std::string>();
  CLI::App* command = app->add_subcommand("serve", "Serve results and the dashboard until Ctrl-C");
  command->add_option("--db", *db, "The SQLite file; made if it is not there")->default_val("results.db");
  command->add_option("--listen", *listen, "ADDRESS:PORT; port 0 takes a free one")
      ->default_val("127.0.0.1:8080");
  command->callback([db, listen, exit_code] { *exit_code = Serve(*db, *listen); });
}

}  // namespace assay::cli
