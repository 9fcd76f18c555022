#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "harness/cli/testing/cli_test.h"

namespace assay::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::Outcome;
using Json = nlohmann::json;

class ModelCommandTest : public testing::CliTest {
 protected:
  ModelCommandTest() { AddFakeBoard(); }

  const std::string model_ = Write("model.tflite", agent::testing::TestModel());
};

TEST_F(ModelCommandTest, SaysWhatIsInAModel) {
  const Outcome outcome = Assay({"model", model_});
  EXPECT_EQ(outcome.exit_code, ExitCode::kPass) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("SHA-256 " + Sha256Hex(agent::testing::TestModel())));
  EXPECT_THAT(outcome.out, HasSubstr("int8[1,6]"));
  EXPECT_THAT(outcome.out, HasSubstr("2 operators, 30 MACs"));
  EXPECT_THAT(outcome.out, HasSubstr("FULLY_CONNECTED"));
}

TEST_F(ModelCommandTest, JsonNamesTheFileAndEveryBoard) {
  const Json json = Json::parse(Assay({"model", model_, "--json"}).out);
  EXPECT_EQ(json["file"], model_);
  EXPECT_EQ(json["bytes"], agent::testing::TestModel().size());
  EXPECT_EQ(json["sha256"], Sha256Hex(agent::testing::TestModel()));
  ASSERT_EQ(json["boards"].size(), 1u);
  EXPECT_EQ(json["boards"][0]["name"], "fake-board");
}

TEST_F(ModelCommandTest, OneBoardCanBeChosen) {
  AddBoard("other",
           "board: other\ntitle: x\ncore: fake\ncount: {domain: time}\nlink: {kind: socket}\n"
           "launch: {kind: process}\n");
  EXPECT_EQ(Json::parse(Assay({"model", model_, "--json"}).out)["boards"].size(), 2u);
  const Json chosen = Json::parse(Assay({"model", model_, "--json", "--board", "other"}).out);
  ASSERT_EQ(chosen["boards"].size(), 1u);
  EXPECT_EQ(chosen["boards"][0]["name"], "other");
  const Outcome unknown = Assay({"model", model_, "--board", "othr"});
  EXPECT_EQ(unknown.exit_code, ExitCode::kUsage);
  EXPECT_THAT(unknown.err, HasSubstr("did you mean 'other'?"));
}

TEST_F(ModelCommandTest, ABrokenBoardMattersOnlyIfItIsAskedFor) {
  AddBoard("broken", "board: broken\n");
  const Outcome all = Assay({"model", model_, "--json"});
  EXPECT_EQ(all.exit_code, ExitCode::kPass);
  EXPECT_EQ(Json::parse(all.out)["boards"].size(), 1u);
  const Outcome asked = Assay({"model", model_, "--board", "broken"});
  EXPECT_EQ(asked.exit_code, ExitCode::kUsage);
  EXPECT_THAT(asked.err, HasSubstr("board.yaml"));
}

TEST_F(ModelCommandTest, TheChoiceOfKernelsIsChecked) {
  EXPECT_EQ(Assay({"model", model_, "--kernels", "reference"}).exit_code, ExitCode::kPass);
  const Outcome unknown = Assay({"model", model_, "--kernels", "referense"});
  EXPECT_EQ(unknown.exit_code, ExitCode::kUsage);
  EXPECT_THAT(unknown.err, HasSubstr("did you mean 'reference'?"));
}

TEST_F(ModelCommandTest, APlanIsDrawnIntoItsFile) {
  const std::string svg = (folder_ / "plan.svg").string();
  const Outcome outcome = Assay({"model", model_, "--svg", svg});
  EXPECT_EQ(outcome.exit_code, ExitCode::kPass);
  EXPECT_EQ(outcome.err, "assay: memory plan written to " + svg + "\n");
  const std::vector<uint8_t> drawing = ReadFile(svg);
  EXPECT_THAT(std::string(drawing.begin(), drawing.end()), HasSubstr("<svg"));
}

// A model that cannot run is described all the same, and the exit code says that it cannot.
TEST_F(ModelCommandTest, ARefusedModelIsDescribedAllTheSame) {
  const std::string refused = Write("refused.tflite", agent::testing::ModelWithUnsupportedOperator());
  const std::string svg = (folder_ / "plan.svg").string();
  const Outcome outcome = Assay({"model", refused, "--svg", svg});
  EXPECT_EQ(outcome.exit_code, ExitCode::kUsage);
  EXPECT_THAT(outcome.out, HasSubstr("HASHTABLE_LOOKUP"));
  EXPECT_THAT(outcome.err, HasSubstr(refused + ": "));
  EXPECT_THAT(outcome.err, HasSubstr("there is no memory plan to draw: " + svg + " was not written"));
  EXPECT_FALSE(std::filesystem::exists(svg));
  const Outcome plain = Assay({"model", refused});
  EXPECT_EQ(plain.exit_code, ExitCode::kUsage);
  EXPECT_THAT(plain.err, Not(HasSubstr("draw")));
}

}  // namespace
}  // namespace assay::cli
