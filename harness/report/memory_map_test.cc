#include "harness/report/memory_map.h"

#include <gmock/gmock.h>

#include "harness/report/testing/lines.h"

namespace assay {
namespace {

using ::testing::ElementsAre;
using enum AllocationKind;

MemoryReport Report(uint32_t arena, uint32_t persistent) {
  MemoryReport report = {};
  report.arena = arena;
  report.persistent = persistent;
  return report;
}

TEST(MemoryMapTest, EveryOperatorHasARowAndEveryByteItsPlace) {
  const std::vector<Allocation> plan = {{kActivation, 0, 200, 300, 0, 1}, {kScratch, -1, 700, 100, 1, 1}};
  EXPECT_THAT(testing::Lines(MemoryMap(plan, Report(1000, 200), /*operators=*/3, /*width=*/10)),
              ElementsAre("  0  ==###.....",  //
                          "  1  ==###..+..",  //
                          "  2  ==........"));
}

// What is there is seen, however small, and at the very end too.
TEST(MemoryMapTest, SomethingIsNeverDrawnAsNothing) {
  const std::vector<Allocation> plan = {{kActivation, 0, 500, 1, 0, 0}, {kScratch, -1, 999, 1, 0, 0}};
  EXPECT_EQ(MemoryMap(plan, Report(1000, 1), 1, 10), "  0  =....#...+\n");
}

TEST(MemoryMapTest, OffsetsOfALargeArenaDoNotOverflow) {
  const std::vector<Allocation> plan = {{kActivation, 0, 0xC0000000, 0x3FFFFFFF, 0, 0}};
  EXPECT_EQ(MemoryMap(plan, Report(0xFFFFFFFF, 0x40000000), 1, 8), "  0  ==....##\n");
}

TEST(MemoryMapTest, AnEmptyArenaHasNoMap) { EXPECT_EQ(MemoryMap({}, Report(0, 0), 3), ""); }

TEST(MemoryMapTest, LifetimesInWords) {
  EXPECT_EQ(DescribeLifetime({kActivation, 0, 0, 1, 3, 3}), "operator 3");
  EXPECT_EQ(DescribeLifetime({kActivation, 0, 0, 1, 3, 5}), "operators 3 to 5");
}

}  // namespace
}  // namespace assay
