#include "tests/support/boards.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/program.h"

namespace assay::testing {
namespace {

std::optional<uint64_t> Bytes(const nlohmann::json& value) {
  return value.is_null() ? std::nullopt : std::optional(value.get<uint64_t>());
}

std::vector<TestBoard> FindReadyBoards() {
  const Result listed = Program({ASSAY_PROGRAM, "boards", "--json"}).Wait();
  std::vector<TestBoard> ready;
  for (const nlohmann::json& board : nlohmann::json::parse(listed.out)) {
    if (board["state"] != "ready") continue;
    ready.push_back({board["name"], board["core"], board["domain"], board["virtual"], Bytes(board["arena"]),
                     Bytes(board["model_store"]), board["program"]});
  }
  return ready;
}

}  // namespace

const std::vector<TestBoard>& ReadyBoards() {
  static const std::vector<TestBoard> boards = FindReadyBoards();
  EXPECT_FALSE(boards.empty()) << "not even the agent of the PC is ready (assay boards)";
  return boards;
}

std::optional<TestBoard> CountingBoard(const std::string& core) {
  for (const TestBoard& board : ReadyBoards()) {
    if (board.domain == "instructions" && (core.empty() || board.core == core)) return board;
  }
  return std::nullopt;
}

}  // namespace assay::testing
