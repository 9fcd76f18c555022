#include "harness/report/model_report.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "harness/report/testing/lines.h"

namespace assay {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::Row;
using enum AllocationKind;

// Two operators, a view, and a subgraph that the second operator calls.
ModelProfile Profile() {
  ModelProfile profile;
  profile.subgraphs.resize(2);
  SubgraphProfile& main = profile.subgraphs[0];
  main.operators = {{.name = "CONV_2D",
                     .kernel_set = "portable",
                     .inputs = "int8[1,4]",
                     .output = "int8[1,8]",
                     .macs = 3000,
                     .weights = 1500},
                    {.name = "WHILE", .kernel_set = "", .inputs = "int8[1,8]", .output = "int8[1,8]"}};
  main.macs = 3000;
  main.weights = 1500;
  SubgraphProfile& body = profile.subgraphs[1];
  body.callers = {{.subgraph = 0, .operator_index = 1, .op = "WHILE", .role = "body"}};
  body.operators = {{.name = "ADD", .kernel_set = "reference", .inputs = "", .output = ""}};
  profile.memory = MemoryReport{.arena = 2000,
                                .persistent = 1000,
                                .lower_bound = 600,
                                .interpreter = 100,
                                .tensors = 200,
                                .operators = 300,
                                .params = 350,
                                .state = 50,
                                .fragmentation = 100};
  profile.plan = {{kActivation, 5, 1500, 500, 0, 1}, {kScratch, -1, 1000, 400, 0, 0}};
  profile.views = {{.tensor = 9, .of = 5, .operator_index = 1}};
  profile.peak = {.operator_index = 0, .activations = 500, .scratch = 400};
  return profile;
}

BoardFit Fit(const std::string& board) {
  BoardFit fit;
  fit.board = board;
  fit.arena_there = 4096;
  fit.store_there = 8192;
  return fit;
}

TEST(ModelReportTest, OperatorsAreRows) {
  const std::string text = OperatorTables(Profile());
  EXPECT_THAT(Row(text, "CONV_2D"),
              ElementsAre("0", "CONV_2D", "portable", "int8[1,4]", "int8[1,8]", "3,000", "100.0 %", "1,500"));
  EXPECT_THAT(Row(text, "WHILE"), ElementsAre("1", "WHILE", "none", "int8[1,8]", "int8[1,8]", "–", "–", "–"));
  EXPECT_THAT(text, HasSubstr("subgraph 1: body of operator 1 WHILE\n"));
  EXPECT_THAT(Row(text, "ADD"), ElementsAre("0", "ADD", "reference", "–", "–", "–"));
}

TEST(ModelReportTest, ASubgraphThatNobodyCallsIsShownToo) {
  ModelProfile profile = Profile();
  profile.subgraphs[1] = {};
  EXPECT_THAT(OperatorTables(profile), HasSubstr("subgraph 1: called by nothing\n"));
  profile.subgraphs.resize(1);
  EXPECT_THAT(OperatorTables(profile), Not(HasSubstr("subgraph")));
}

TEST(ModelReportTest, MemoryAddsUp) {
  const std::string text = MemoryText(Profile(), /*every_placement=*/false);
  EXPECT_THAT(text,
              HasSubstr("arena 2,000 bytes, the same on every board = persistent 1,000 + plan 1,000\n"));
  EXPECT_THAT(text, HasSubstr("(operator 0) activations 500 + scratch 400, + fragmentation 100\n"));
  EXPECT_THAT(text, HasSubstr("live at the peak, 900; without any scratch, than 600\n"));
  EXPECT_THAT(text, Not(HasSubstr("tensor 5")));
}

TEST(ModelReportTest, EveryPlacementIsARowByOffset) {
  const std::string text = MemoryText(Profile(), /*every_placement=*/true);
  EXPECT_THAT(Row(text, "tensor 5"), ElementsAre("1,500", "500", "tensor 5", "operators 0 to 1"));
  EXPECT_THAT(Row(text, "tensor 9: view of tensor 5"),
              ElementsAre("1,500", "–", "tensor 9: view of tensor 5", "from operator 1 on"));
  EXPECT_THAT(Row(text, "scratch"), ElementsAre("1,000", "400", "scratch", "operator 0"));
  EXPECT_LT(text.find("  scratch  "), text.find("tensor 5")) << "by offset";
  EXPECT_THAT(Row(text, "state"), ::testing::Contains("50"));
}

TEST(ModelReportTest, ARefusedModelHasNoMemory) {
  ModelProfile profile = Profile();
  profile.memory.reset();
  profile.fault = "operator 1: refused";
  EXPECT_EQ(MemoryText(profile, true), "");
  const std::vector<BoardFit> fits = {Fit("virt-m4")};
  const std::string text = FitTable(profile, fits);
  EXPECT_THAT(Row(text, "virt-m4"), ::testing::Contains("refused on every board: operator 1: refused"));
  const nlohmann::json json = ModelJson(profile, fits);
  EXPECT_EQ(json["refused"], "operator 1: refused");
  EXPECT_TRUE(json["memory"].is_null());
  EXPECT_EQ(json["boards"][0]["fits"], false);
}

TEST(ModelReportTest, WhetherItFits) {
  std::vector<BoardFit> fits = {Fit("roomy"), Fit("arena"), Fit("store"), Fit("process")};
  fits[0].code = CodeSize{.runtime = 1000, .kernels = 234};
  fits[1].arena_missing = 1234;
  fits[1].store_missing = 5;
  fits[2].store_missing = 4096;
  fits[3].has_memory_map = false;
  const std::string text = FitTable(Profile(), fits);
  EXPECT_THAT(Row(text, "roomy"), ElementsAre("roomy", "yes", "4,096", "8,192", "1,234"));
  EXPECT_THAT(Row(text, "arena"),
              ElementsAre("arena", "no", "4,096", "8,192", "–",
                          "1,234 bytes of arena missing, 5 bytes of model store missing"));
  EXPECT_THAT(Row(text, "store"),
              ElementsAre("store", "no", "4,096", "8,192", "–", "4,096 bytes of model store missing"));
  EXPECT_THAT(Row(text, "process"), ::testing::Contains("?"));
}

TEST(ModelReportTest, JsonSaysTheSame) {
  std::vector<BoardFit> fits = {Fit("virt-m4"), Fit("process")};
  fits[0].arena_missing = 7;
  fits[0].code = CodeSize{.runtime = 1000, .kernels = 234};
  fits[1].has_memory_map = false;
  const nlohmann::json json = ModelJson(Profile(), fits);
  EXPECT_EQ(json["macs"], 3000);
  EXPECT_EQ(json["operators"][0]["kernel_set"], "portable");
  EXPECT_TRUE(json["operators"][1]["kernel_set"].is_null());
  EXPECT_EQ(json["subgraphs"][0]["callers"][0]["role"], "body");
  EXPECT_EQ(json["memory"]["extent"], 1000);
  EXPECT_EQ(json["memory"]["smallest_extent"], 900);
  EXPECT_EQ(json["memory"]["params"], 350);
  ASSERT_EQ(json["memory"]["plan"].size(), 2u);
  EXPECT_EQ(json["memory"]["plan"][0]["kind"], "activation");
  EXPECT_EQ(json["memory"]["plan"][0]["tensor"], 5);
  EXPECT_EQ(json["memory"]["plan"][1]["kind"], "scratch");
  EXPECT_FALSE(json["memory"]["plan"][1].contains("tensor"));
  EXPECT_EQ(json["boards"][0]["fits"], false);
  EXPECT_EQ(json["boards"][0]["arena_missing"], 7);
  EXPECT_EQ(json["boards"][0]["code"]["kernels"], 234);
  EXPECT_TRUE(json["boards"][1]["fits"].is_null()) << "nothing can be said of a program's memory";
}

}  // namespace
}  // namespace assay
