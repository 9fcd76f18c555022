#include "harness/run/record_memory.h"

#include <gtest/gtest.h>

namespace assay {
namespace {

constexpr MemoryReport kReport = {.arena = 1000,
                                  .persistent = 300,
                                  .lower_bound = 400,
                                  .interpreter = 56,
                                  .tensors = 64,
                                  .operators = 80,
                                  .params = 96,
                                  .state = 4,
                                  .fragmentation = 100};
constexpr Allocation kPlan[] = {
    {AllocationKind::kActivation, 7, 300, 400, 0, 1},
    {AllocationKind::kScratch, -1, 800, 200, 1, 1},
};

TEST(RecordMemoryTest, EveryFigureOfTheReportIsInTheRecord) {
  const record::Memory memory = RecordMemory(kReport, /*load_stack=*/1500, kPlan);
  EXPECT_EQ(memory.arena, 1000u);
  EXPECT_EQ(memory.persistent, 300u);
  EXPECT_EQ(memory.lower_bound, 400u);
  EXPECT_EQ(memory.fragmentation, 100u);
  EXPECT_EQ(memory.activations, 400u);
  EXPECT_EQ(memory.scratch, 200u);
  ASSERT_TRUE(memory.persistent_parts);
  EXPECT_EQ(memory.persistent_parts->interpreter, 56u);
  EXPECT_EQ(memory.persistent_parts->tensors, 64u);
  EXPECT_EQ(memory.persistent_parts->operators, 80u);
  EXPECT_EQ(memory.persistent_parts->params, 96u);
  EXPECT_EQ(memory.persistent_parts->state, 4u);
}

TEST(RecordMemoryTest, ThePlanIsInTheRecord) {
  const record::Memory memory = RecordMemory(kReport, /*load_stack=*/1500, kPlan);
  ASSERT_EQ(memory.plan.size(), 2u);
  EXPECT_EQ(memory.plan[0].kind, AllocationKind::kActivation);
  EXPECT_EQ(memory.plan[0].tensor, 7u);
  EXPECT_EQ(memory.plan[0].offset, 300u);
  EXPECT_EQ(memory.plan[0].bytes, 400u);
  EXPECT_EQ(memory.plan[0].first_operator, 0u);
  EXPECT_EQ(memory.plan[0].last_operator, 1u);
  EXPECT_EQ(memory.plan[1].kind, AllocationKind::kScratch);
  EXPECT_FALSE(memory.plan[1].tensor);
}

TEST(RecordMemoryTest, TheStackOfLoadingIsInTheRecordIfItWasMeasured) {
  EXPECT_EQ(RecordMemory(kReport, /*load_stack=*/1500, kPlan).load_stack, 1500u);
  EXPECT_FALSE(RecordMemory(kReport, /*load_stack=*/0, kPlan).load_stack) << "0 is not a measurement";
}

TEST(RecordMemoryTest, MarksAreTheHighestAndNeverMadeUp) {
  record::Memory memory = RecordMemory(kReport, /*load_stack=*/1500, kPlan);
  EXPECT_FALSE(memory.touched);
  RecordMarks({.touched = 900, .stack = 0}, &memory);
  EXPECT_EQ(memory.touched, 900u);
  EXPECT_FALSE(memory.stack) << "0 is not a measurement";
  RecordMarks({.touched = 800, .stack = 700}, &memory);
  RecordMarks({.touched = 950, .stack = 600}, &memory);
  EXPECT_EQ(memory.touched, 950u);
  EXPECT_EQ(memory.stack, 700u);
}

}  // namespace
}  // namespace assay
