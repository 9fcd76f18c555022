#include "harness/report/comparison_report.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "harness/report/testing/lines.h"

namespace assay {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::Row;

// Two choices over two operators and three inputs; the second is twice as fast and computes its second
// operator with another set.
Comparison TwoSides() {
  Comparison comparison;
  comparison.domain = Domain::kInstructions;
  comparison.operators = {"CONV_2D", "SOFTMAX"};
  comparison.inputs = 3;
  comparison.sides.resize(2);
  ComparisonSide& first = comparison.sides[0];
  first.kernels = "reference";
  first.memory = {};
  first.memory.arena = 5000;
  first.samples = {4000, 4000};
  first.layers = {{"reference", {3000, 3000}}, {"reference", {900, 900}}};
  first.inputs_equal = 3;
  ComparisonSide& second = comparison.sides[1];
  second.kernels = "portable,SOFTMAX=reference";
  second.memory = {};
  second.memory.arena = 6000;
  second.samples = {2000, 2000};
  second.layers = {{"portable", {1000, 1000}}, {"reference", {990, 990}}};
  second.inputs_equal = 3;
  second.code = CodeSize{.runtime = 10000, .kernels = 2345};
  return comparison;
}

// As TwoSides, but the given side's outputs are wrong.
Comparison WithWrong(size_t side) {
  Comparison comparison = TwoSides();
  comparison.sides[side].inputs_equal = 1;
  comparison.sides[side].difference = {
      .input = 1,
      .operator_index = 1,
      .element = {.element = 7, .expected = -3, .actual = 12, .differing = 4, .largest_difference = 15}};
  return comparison;
}

TEST(ComparisonReportTest, RatiosAreToTheFirstChoice) {
  const std::string text = ComparisonTable(TwoSides());
  EXPECT_THAT(Row(text, "CONV_2D"), ElementsAre("0", "CONV_2D", "3,000", "1,000", "0.333"));
  EXPECT_THAT(Row(text, "SOFTMAX"), ElementsAre("1", "SOFTMAX", "900", "reference", "990", "1.100"))
      << "a set is named where it is not the choice's first";
  EXPECT_THAT(Row(text, "whole inference"), ElementsAre("whole inference", "4,000", "2,000", "0.500"));
  EXPECT_THAT(Row(text, "bit-exact inputs"), ElementsAre("bit-exact inputs", "3/3", "3/3"));
  EXPECT_THAT(Row(text, "arena, bytes"), ElementsAre("arena, bytes", "5,000", "6,000"));
  EXPECT_THAT(Row(text, "code, bytes"), ElementsAre("code, bytes", "–", "12,345"));
  EXPECT_THAT(text, HasSubstr("instructions of the virtual board, which are not cycles"));
}

TEST(ComparisonReportTest, CountsOfWrongOutputsAreNotShown) {
  const std::string text = ComparisonTable(WithWrong(1));
  EXPECT_THAT(Row(text, "whole inference"), ElementsAre("whole inference", "4,000", "(outputs wrong)", "–"));
  EXPECT_THAT(Row(text, "CONV_2D"), ElementsAre("0", "CONV_2D", "3,000", "(outputs wrong)", "–"));
  EXPECT_THAT(Row(text, "bit-exact inputs"), ElementsAre("bit-exact inputs", "3/3", "1/3"));
  EXPECT_THAT(text, Not(HasSubstr("2,000")));
}

// Whichever of the two says so, as of a case of a record.
TEST(ComparisonReportTest, ADifferenceAloneMakesOutputsWrong) {
  Comparison comparison = WithWrong(1);
  comparison.sides[1].inputs_equal = comparison.inputs;
  EXPECT_THAT(Row(ComparisonTable(comparison), "whole inference"),
              ElementsAre("whole inference", "4,000", "(outputs wrong)", "–"));
  EXPECT_EQ(ComparisonJson(comparison)["sides"][1]["exact"], false);
}

TEST(ComparisonReportTest, JsonHasNoMedianOfWrongOutputs) {
  const nlohmann::json json = ComparisonJson(WithWrong(1));
  const nlohmann::json& wrong = json["sides"][1];
  EXPECT_TRUE(wrong["median"].is_null());
  EXPECT_TRUE(wrong["ratio"].is_null());
  EXPECT_TRUE(wrong["layers"][0]["median"].is_null());
  EXPECT_EQ(wrong["samples"], nlohmann::json({2000, 2000})) << "what was measured is kept";
  EXPECT_EQ(json["sides"][0]["median"], 4000);
  EXPECT_EQ(json["sides"][0]["layers"][0]["median"], 3000);
}

TEST(ComparisonReportTest, NothingIsDividedByAWrongFirstChoice) {
  const Comparison comparison = WithWrong(0);
  const std::string text = ComparisonTable(comparison);
  EXPECT_THAT(Row(text, "whole inference"), ElementsAre("whole inference", "(outputs wrong)", "2,000", "–"));
  EXPECT_TRUE(ComparisonJson(comparison)["sides"][1]["ratio"].is_null());
}

TEST(ComparisonReportTest, AnOperatorThatNeverRanHasNoCount) {
  Comparison comparison = TwoSides();
  for (ComparisonSide& side : comparison.sides) side.layers[1].samples.clear();
  EXPECT_THAT(Row(ComparisonTable(comparison), "SOFTMAX"),
              ElementsAre("1", "SOFTMAX", "–", "reference", "–", "–"));
  EXPECT_TRUE(ComparisonJson(comparison)["sides"][0]["layers"][1]["median"].is_null());
}

TEST(ComparisonReportTest, JsonSaysWhatTheTableSays) {
  const nlohmann::json json = ComparisonJson(TwoSides());
  EXPECT_EQ(json["domain"], "instructions");
  EXPECT_EQ(json["unit"], "instructions");
  EXPECT_EQ(json["inputs"], 3);
  ASSERT_EQ(json["sides"].size(), 2u);
  const nlohmann::json& side = json["sides"][1];
  EXPECT_EQ(side["kernels"], "portable,SOFTMAX=reference");
  EXPECT_EQ(side["exact"], true);
  EXPECT_EQ(side["median"], 2000);
  EXPECT_EQ(side["ratio"], 0.5);
  EXPECT_EQ(side["arena"], 6000);
  EXPECT_EQ(side["samples"], nlohmann::json({2000, 2000}));
  EXPECT_EQ(side["code"]["kernels"], 2345);
  EXPECT_TRUE(side["first_difference"].is_null());
  ASSERT_EQ(side["layers"].size(), 2u);
  EXPECT_EQ(side["layers"][0]["op"], "CONV_2D");
  EXPECT_EQ(side["layers"][0]["kernel_set"], "portable");
  EXPECT_EQ(side["layers"][0]["median"], 1000);
}

TEST(ComparisonReportTest, TimeIsInNanoseconds) {
  Comparison comparison = TwoSides();
  comparison.domain = Domain::kTime;
  EXPECT_EQ(ComparisonJson(comparison)["domain"], "time");
  EXPECT_EQ(ComparisonJson(comparison)["unit"], "ns");
  EXPECT_THAT(ComparisonTable(comparison), HasSubstr("unit: ns."));
  EXPECT_THAT(ComparisonTable(comparison), Not(HasSubstr("virtual board")));
}

TEST(ComparisonReportTest, ADifferenceIsNamedByItsElement) {
  const Comparison comparison = WithWrong(1);
  EXPECT_EQ(
      DescribeInexactness(comparison, comparison.sides[1]),
      "portable,SOFTMAX=reference: 2 of 3 inputs differ from tflm; first in input 1, operator 1 (SOFTMAX): "
      "element 7 is 12 instead of -3");
  EXPECT_EQ(DescribeInexactness(comparison, comparison.sides[0]), "");
  const nlohmann::json side = ComparisonJson(comparison)["sides"][1];
  EXPECT_EQ(side["exact"], false);
  EXPECT_TRUE(side["ratio"].is_null());
  EXPECT_EQ(
      side["first_difference"],
      nlohmann::json({{"input", 1}, {"operator", 1}, {"element", 7}, {"expected", -3}, {"actual", 12}}));
}

TEST(ComparisonReportTest, ADifferenceOfTheModelsOutputAloneHasNoOperator) {
  Comparison comparison = WithWrong(1);
  comparison.sides[1].difference->operator_index.reset();
  EXPECT_EQ(
      DescribeInexactness(comparison, comparison.sides[1]),
      "portable,SOFTMAX=reference: 2 of 3 inputs differ from tflm; first in input 1, the model's output: "
      "element 7 is 12 instead of -3");
  EXPECT_TRUE(ComparisonJson(comparison)["sides"][1]["first_difference"]["operator"].is_null());
}

}  // namespace
}  // namespace assay
