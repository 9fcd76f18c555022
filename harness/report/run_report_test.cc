#include "harness/report/run_report.h"

#include <gmock/gmock.h>

#include "harness/report/testing/lines.h"

namespace assay {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::Row;

record::Record Measured() {
  record::Record record;
  record.board.name = "virt-m4";
  record.board.is_virtual = true;
  record::Case& result = record.cases.emplace_back();
  result.name = "kws";
  result.verdict = record::Verdict::kPass;
  result.exactness.emplace();
  result.exactness->inputs = 10;
  result.exactness->equal = 10;
  result.accuracy.emplace();
  result.accuracy->value = 0.925;
  result.accuracy->total = 1000;
  result.accuracy->float_value = 0.93;
  result.latency.emplace();
  result.latency->domain = Domain::kInstructions;
  result.latency->samples = {1234567, 1234560, 1234600};
  result.latency->median = 1234567;
  result.memory.emplace();
  result.memory->arena = 22000;
  result.memory->touched = 21000;
  result.memory->stack = 900;
  result.memory->flash_runtime = 54321;
  return record;
}

std::string Table(const record::Record& record) { return RunTable(std::span(&record, 1)); }

TEST(RunReportTest, ACaseIsARow) {
  EXPECT_THAT(Row(Table(Measured()), "kws"),
              ElementsAre("virt-m4 (virtual)", "kws", "pass", "10/10", "92.5 % of 1000 (float 93.0 %)",
                          "1,234,567 instructions", "22,000", "21,000", "900", "54,321"));
}

TEST(RunReportTest, EveryCaseOfEveryRecordHasOne) {
  std::vector<record::Record> records = {Measured(), Measured()};
  records[1].board.name = "host";
  records[1].board.is_virtual = false;
  records[1].cases.push_back(records[1].cases[0]);
  records[1].cases[0].name = "ad";
  records[1].cases[1].name = "vww";
  const std::string text = RunTable(records);
  EXPECT_THAT(Row(text, "kws"), ::testing::Contains("virt-m4 (virtual)"));
  EXPECT_THAT(Row(text, "ad"), ::testing::Contains("host"));
  EXPECT_THAT(Row(text, "vww"), ::testing::Contains("host"));
}

TEST(RunReportTest, SpeedIsNotReportedForOutputsThatAreWrong) {
  record::Record record = Measured();
  record.cases[0].verdict = record::Verdict::kFail;
  record.cases[0].exactness->equal = 9;
  const std::string text = Table(record);
  const std::vector<std::string> row = Row(text, "kws");
  EXPECT_THAT(row, ::testing::Contains("fail"));
  EXPECT_THAT(row, ::testing::Contains("9/10"));
  EXPECT_THAT(row, ::testing::Contains("(outputs wrong)"));
  EXPECT_THAT(text, Not(HasSubstr("1,234,567")));
}

TEST(RunReportTest, WhatWasNotMeasuredIsNotMadeUp) {
  record::Record record;
  record.board.name = "host";
  record.cases.emplace_back().name = "kws";
  record.cases[0].verdict = record::Verdict::kInfra;
  EXPECT_THAT(Row(Table(record), "kws"),
              ElementsAre("host", "kws", "infra", "–", "–", "–", "–", "–", "–", "–"));
}

record::Case WithLayers() {
  record::Case result = Measured().cases[0];
  result.layers.resize(2);
  result.layers[0].index = 0;
  result.layers[0].op = "CONV_2D";
  result.layers[0].kernel_set = "portable";
  result.layers[0].count = 3000;
  result.layers[0].crc32 = 0xbeef;
  result.layers[1].index = 1;
  result.layers[1].op = "SOFTMAX";
  result.layers[1].count = 1000;
  return result;
}

TEST(RunReportTest, LayersAreShownWithTheirShare) {
  const std::string text = LayerTable(WithLayers());
  EXPECT_THAT(Row(text, "operator"), ::testing::Contains("instructions"));
  EXPECT_THAT(Row(text, "CONV_2D"), ElementsAre("0", "CONV_2D", "portable", "3,000", "75.0 %", "0000beef"));
  EXPECT_THAT(Row(text, "SOFTMAX"), ElementsAre("1", "SOFTMAX", "–", "1,000", "25.0 %", "–"));
}

TEST(RunReportTest, LayersOfOutputsThatAreWrongHaveNoSpeed) {
  record::Case result = WithLayers();
  result.exactness->equal = 9;
  EXPECT_THAT(Row(LayerTable(result), "CONV_2D"),
              ElementsAre("0", "CONV_2D", "portable", "–", "–", "0000beef"));
  // As accepted before the two had to agree.
  result.exactness->equal = 10;
  result.exactness->first_difference.emplace();
  EXPECT_THAT(Row(LayerTable(result), "SOFTMAX"), ElementsAre("1", "SOFTMAX", "–", "–", "–", "–"));
}

TEST(RunReportTest, LayersWithoutCountsHaveNoShare) {
  record::Case result;
  EXPECT_EQ(LayerTable(result), "");
  result.layers.resize(1);
  result.layers[0].op = "ADD";
  EXPECT_THAT(Row(LayerTable(result), "ADD"), ElementsAre("0", "ADD", "–", "–", "–", "–"));
}

}  // namespace
}  // namespace assay
