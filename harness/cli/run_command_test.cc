#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "harness/cli/testing/cli_test.h"
#include "server/record/record.h"

namespace assay::cli {
namespace {

using ::testing::HasSubstr;
using testing::Outcome;
using Json = nlohmann::json;

// The agent's program is not there, so that every run ends with the verdict `infra` before it begins.
class RunCommandTest : public testing::CliTest {
 protected:
  RunCommandTest() {
    AddFakeBoard();
    AddSuite(/*inputs=*/2);
  }
  static Outcome Run(std::vector<std::string> more) {
    std::vector<std::string> arguments = {"run", "--suite", "mine"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return Assay(arguments);
  }
};

TEST_F(RunCommandTest, ModesAreTheRecordsWords) {
  const std::string help = Assay({"run", "--help"}).out;
  EXPECT_THAT(help, HasSubstr("conformance|accuracy|performance|energy"));
  for (const std::string_view mode : record::kWords<record::Mode>.words) {
    if (mode == "energy") continue;
    const Outcome outcome = Run({"--board", "fake-board", "--json", "--mode", std::string(mode)});
    EXPECT_EQ(outcome.exit_code, ExitCode::kInfra) << outcome.err;
    EXPECT_EQ(Json::parse(outcome.out)["mode"], mode);
  }
  EXPECT_EQ(Json::parse(Run({"--board", "fake-board", "--json"}).out)["mode"], "conformance");
  const Outcome unknown = Run({"--board", "fake-board", "--mode", "fastest"});
  EXPECT_EQ(unknown.exit_code, ExitCode::kUsage);
  EXPECT_THAT(unknown.err, HasSubstr("fastest"));
}

TEST_F(RunCommandTest, EnergyNeedsAMonitor) {
  const Outcome outcome = Run({"--board", "fake-board", "--mode", "energy"});
  EXPECT_EQ(outcome.exit_code, ExitCode::kUsage);
  EXPECT_THAT(outcome.err, HasSubstr("--mode energy needs an energy monitor"));
}

TEST_F(RunCommandTest, TheTableIsOnStdoutAndTheVerdictsOnStderr) {
  const Outcome outcome = Run({"--board", "fake-board"});
  EXPECT_EQ(outcome.exit_code, ExitCode::kInfra);
  EXPECT_THAT(outcome.out, HasSubstr("\nfake-board  one   infra"));
  EXPECT_THAT(outcome.err,
              HasSubstr("assay: mine on fake-board: infra: the agent for board 'fake-board' is"));
  EXPECT_THAT(outcome.err, HasSubstr("assay: record " + (folder_ / "state/records").string()));
}

TEST_F(RunCommandTest, OneBoardIsARecordAndSeveralAreAnArray) {
  const Json one = Json::parse(Run({"--board", "fake-board", "--json"}).out);
  EXPECT_EQ(one["verdict"], "infra");
  const Json two = Json::parse(Run({"--board", "fake-board,fake-board", "--json"}).out);
  ASSERT_EQ(two.size(), 2u);
  EXPECT_EQ(two[1]["board"]["name"], "fake-board");
}

TEST_F(RunCommandTest, OutTakesTheRecordOfOneBoard) {
  const std::string file = (folder_ / "record.json").string();
  EXPECT_EQ(Run({"--board", "fake-board", "--out", file}).exit_code, ExitCode::kInfra);
  const std::vector<uint8_t> bytes = ReadFile(file);
  EXPECT_EQ(Json::parse(bytes.begin(), bytes.end())["board"]["name"], "fake-board");
  const Outcome two = Run({"--board", "fake-board,fake-board", "--out", file});
  EXPECT_EQ(two.exit_code, ExitCode::kUsage);
  EXPECT_THAT(two.err, HasSubstr("--out takes the record of one board"));
}

TEST_F(RunCommandTest, ARecordThatCannotBeDeliveredIsSaid) {
  const Outcome outcome = Run({"--board", "fake-board", "--server", "http://127.0.0.1:9"});
  EXPECT_EQ(outcome.exit_code, ExitCode::kInfra);
  EXPECT_THAT(outcome.err, HasSubstr(" could not be delivered to http://127.0.0.1:9: "));
}

}  // namespace
}  // namespace assay::cli
