#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "harness/cli/testing/cli_test.h"

namespace assay::cli {
namespace {

using ::testing::HasSubstr;
using testing::Outcome;
using ::testing::StartsWith;
using Json = nlohmann::json;

class ListCommandsTest : public testing::CliTest {
 protected:
  static Json List(const std::string& command) {
    const Outcome outcome = Assay({command, "--json"});
    EXPECT_EQ(outcome.exit_code, ExitCode::kPass) << outcome.err;
    return Json::parse(outcome.out);
  }
};

TEST_F(ListCommandsTest, ABoardSaysWhatItIsAndWhatItLacks) {
  AddFakeBoard();
  const Json boards = List("boards");
  ASSERT_EQ(boards.size(), 1u);
  EXPECT_EQ(boards[0]["name"], "fake-board");
  EXPECT_EQ(boards[0]["title"], "A board of tests");
  EXPECT_EQ(boards[0]["virtual"], false);
  EXPECT_EQ(boards[0]["domain"], "time");
  EXPECT_TRUE(boards[0]["arena"].is_null()) << "that of a process is as large as asked for";
  EXPECT_THAT(boards[0]["state"].get<std::string>(), HasSubstr("--target assay-agent-host"));
  // Anything that can be executed.
  setenv("ASSAY_HOST_AGENT", "/bin/true", 1);
  EXPECT_EQ(List("boards")[0]["state"], "ready");
}

TEST_F(ListCommandsTest, TheProjectsBoardsTellTheirMemories) {
  for (const Json& board : List("boards")) {
    if (board["core"] == "host") continue;
    EXPECT_GT(board["arena"], 0) << board["name"];
    EXPECT_GT(board["model_store"], 0) << board["name"];
  }
}

TEST_F(ListCommandsTest, ABrokenBoardDoesNotHideTheOthers) {
  AddFakeBoard();
  AddBoard("broken", "board: broken\n");
  const Json boards = List("boards");
  ASSERT_EQ(boards.size(), 2u);
  EXPECT_EQ(boards[0]["name"], "broken");
  EXPECT_THAT(boards[0]["state"].get<std::string>(), HasSubstr("board.yaml"));
  EXPECT_EQ(boards[1]["name"], "fake-board");
  const std::string table = Assay({"boards"}).out;
  EXPECT_THAT(table, HasSubstr("\nbroken "));
  EXPECT_THAT(table, HasSubstr("\nfake-board "));
}

TEST_F(ListCommandsTest, ASuiteSaysItsCasesAndItsState) {
  AddSuite(/*inputs=*/2);
  const Json suites = List("suites");
  ASSERT_EQ(suites.size(), 1u);
  EXPECT_EQ(suites[0]["name"], "mine");
  EXPECT_EQ(suites[0]["version"], "1");
  EXPECT_EQ(suites[0]["cases"], Json({"one"}));
  EXPECT_EQ(suites[0]["state"], "ready");
  EXPECT_THAT(Assay({"suites"}).out, HasSubstr("A suite of tests"));
}

TEST_F(ListCommandsTest, WhatASuiteNeedsIsItsState) {
  AddSuite(/*inputs=*/2);
  AddSuite("away",
           "suite: away\nversion: 1\ndescription: x\ndata: from somewhere\ncases:\n"
           "  - name: one\n    model: {file: models/m.tflite, sha256: " +
               std::string(64, 'a') + "}\n    inputs: [{lcg: 1}]\n");
  AddSuite("broken", "suite: broken\n");
  const Json suites = List("suites");
  ASSERT_EQ(suites.size(), 3u);
  EXPECT_THAT(suites[0]["state"].get<std::string>(), StartsWith("needs data: --data FOLDER"));
  EXPECT_THAT(suites[1]["state"].get<std::string>(), HasSubstr("suite.yaml"));
  EXPECT_EQ(suites[2]["state"], "ready");
  EXPECT_THAT(Assay({"suites"}).out, HasSubstr("\nbroken "));
}

}  // namespace
}  // namespace assay::cli
