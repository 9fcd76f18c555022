#include "server/record/memory_figures.h"

#include <gmock/gmock.h>

#include "server/record/example_record.h"
#include "server/record/visitors/writer.h"

namespace assay::record {
namespace {

TEST(MemoryFiguresTest, EveryNumberOfTheRecordIsListed) {
  const Memory memory = *ExampleRecord().cases.front().memory;
  const nlohmann::json fields = Writer::Write(memory);
  const std::vector<MemoryFigure> figures = MemoryFigures(memory);
  size_t numbers = 0;
  for (const auto& [name, value] : fields.items()) numbers += value.is_number() ? 1 : 0;
  EXPECT_EQ(figures.size(), numbers);
  for (const MemoryFigure& figure : figures) {
    EXPECT_EQ(fields.at(std::string(figure.name)), figure.bytes.value()) << figure.name;
    EXPECT_FALSE(figure.meaning.empty()) << figure.name;
  }
}

TEST(MemoryFiguresTest, WhatIsNotMeasuredIsListedWithoutANumber) {
  Memory memory;
  memory.arena = 5;
  const std::vector<MemoryFigure> figures = MemoryFigures(memory);
  EXPECT_EQ(figures.front().name, "arena");
  EXPECT_EQ(figures.front().bytes, 5u);
  for (size_t i = 1; i < figures.size(); ++i) EXPECT_EQ(figures[i].bytes, std::nullopt) << figures[i].name;
}

TEST(MemoryFiguresTest, LabelsAreWords) {
  std::vector<std::string> labels;
  for (const MemoryFigure& figure : MemoryFigures({})) labels.push_back(figure.label);
  EXPECT_THAT(labels, ::testing::Contains("flash runtime"));
}

}  // namespace
}  // namespace assay::record
