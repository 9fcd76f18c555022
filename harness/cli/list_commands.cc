// assay boards, assay suites: what there is, and what state it is in.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "harness/base/resources.h"
#include "harness/cli/built_units.h"
#include "harness/cli/commands.h"
#include "harness/report/table.h"
#include "harness/suite/suite.h"

namespace assay::cli {
namespace {

// "ready", or what is missing and how to get it.
std::string BoardState(const Board& board) {
  const std::string missing = Missing(board, BuiltArtifacts());
  return missing.empty() ? "ready" : missing;
}

nlohmann::json SizeOrNull(const Board& board, Reservation Firmware::*memory) {
  return board.firmware ? nlohmann::json((*board.firmware.*memory).size) : nlohmann::json();
}

// What runs there: the emulator, or the agent itself.
std::string BoardProgram(const Board& board) {
  return board.launch.kind == Launch::Kind::kProcess ? BuiltArtifacts().host_agent.string()
                                                     : board.launch.program;
}

ExitCode ListBoards(bool json) {
  const BoardCatalog catalog(BoardsFolder());
  nlohmann::json array = nlohmann::json::array();
  Table table(
      {{"board"}, {"core"}, {"virtual"}, {"counts"}, {"arena", Table::Align::kRight}, {"state"}, {"title"}});
  for (const std::string& name : catalog.names()) {
    try {
      const Board board = catalog.Load(name);
      const std::string arena = board.firmware ? Grouped(board.firmware->arena.size) : "–";
      table.AddRow({board.name, board.core, board.is_virtual ? "yes" : "no", FactsOf(board.domain).name,
                    arena, BoardState(board), board.title});
      array.push_back({{"name", board.name},
                       {"title", board.title},
                       {"core", board.core},
                       {"virtual", board.is_virtual},
                       {"domain", FactsOf(board.domain).name},
                       {"arena", SizeOrNull(board, &Firmware::arena)},
                       {"model_store", SizeOrNull(board, &Firmware::model_store)},
                       {"program", BoardProgram(board)},
                       {"state", BoardState(board)}});
    } catch (const UsageError& error) {
      table.AddRow({name, "–", "–", "–", "–", error.what(), ""});
      array.push_back({{"name", name}, {"state", error.what()}});
    }
  }
  fmt::print("{}", json ? array.dump(2) + "\n" : table.Text());
  return ExitCode::kPass;
}

std::string SuiteState(const Suite& suite) {
  if (suite.data_hint.empty()) return "ready";
  try {
    SuiteRoot(suite, DataFolder());
    return "ready";
  } catch (const UsageError&) {
    return "needs data: --data FOLDER or ASSAY_DATA";
  }
}

ExitCode ListSuites(bool json) {
  const SuiteCatalog catalog(SuitesFolder());
  nlohmann::json array = nlohmann::json::array();
  Table table({{"suite"}, {"version"}, {"cases"}, {"state"}, {"description"}});
  for (const std::string& name : catalog.names()) {
    try {
      const Suite suite = catalog.Load(name);
      std::vector<std::string> cases;
      for (const Case& entry : suite.cases) cases.push_back(entry.name);
      table.AddRow({suite.name, suite.version, fmt::format("{}", fmt::join(cases, " ")), SuiteState(suite),
                    suite.description});
      array.push_back({{"name", suite.name},
                       {"version", suite.version},
                       {"cases", cases},
                       {"state", SuiteState(suite)},
                       {"description", suite.description}});
    } catch (const UsageError& error) {
      table.AddRow({name, "–", "–", error.what(), ""});
      array.push_back({{"name", name}, {"state", error.what()}});
    }
  }
  fmt::print("{}", json ? array.dump(2) + "\n" : table.Text());
  return ExitCode::kPass;
}

void AddList(CLI::App* app, const char* name, const char* description, ExitCode (*list)(bool),
             ExitCode* exit_code) {
  auto json = std::make_shared<bool>(false);
  CLI::App* command = app->add_subcommand(name, description);
  command->add_flag("--json", *json, "Print JSON instead of a table");
  command->callback([json, list, exit_code] { *exit_code = list(*json); });
}

}  // namespace

void AddBoardsCommand(CLI::App* app, ExitCode* exit_code) {
  AddList(app, "boards", "List the boards and their state", ListBoards, exit_code);
}

void AddSuitesCommand(CLI::App* app, ExitCode* exit_code) {
  AddList(app, "suites", "List the suites and their state", ListSuites, exit_code);
}

}  // namespace assay::cli
