#include "runtime/planner.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <random>
#include <vector>

namespace assay::runtime {
namespace {

constexpr uint16_t kNone = Block::kNone;

Block Make(uint32_t bytes, uint16_t first, uint16_t last, uint16_t tensor) {
  return {bytes, 0xDEAD, first, last, tensor, kNone};
}

TEST(PlannerTest, NothingNeedsNothing) { EXPECT_EQ(Plan({}), 0U); }

TEST(PlannerTest, AChainAlternatesBetweenTwoPlaces) {
  std::vector<Block> blocks = {Make(32, 0, 1, 0), Make(32, 1, 2, 1), Make(32, 2, 3, 2), Make(32, 3, 4, 3)};
  EXPECT_EQ(Plan(blocks), 64U);
  EXPECT_EQ(LowerBound(blocks, 5), 64U);
}

TEST(PlannerTest, FillsAGapBetweenLargerBlocks) {
  // 64 and 48 are live together throughout 0..2; after the 48 has gone, a 32 fits above the 64.
  std::vector<Block> blocks = {Make(64, 0, 3, 0), Make(48, 0, 1, 1), Make(32, 2, 3, 2)};
  EXPECT_EQ(Plan(blocks), 112U);
  const auto small = std::ranges::find(blocks, 32U, &Block::bytes);
  EXPECT_EQ(small->offset, 64U);
}

TEST(PlannerTest, ViewsTakeNoRoom) {
  std::vector<Block> blocks = {Make(64, 0, 3, 0), Make(0, 1, 3, 1)};
  EXPECT_EQ(Plan(blocks), 64U);
}

TEST(PlannerTest, WhatDoesNotFitIntoFourGigabytesIsTooLarge) {
  std::vector<Block> blocks = {Make(0x80000000U, 0, 0, 0), Make(0x80000000U, 0, 0, 1)};
  EXPECT_EQ(Plan(blocks), kPlanTooLarge);
  EXPECT_EQ(LowerBound(blocks, 1), UINT64_C(1) << 32);
}

TEST(PlannerTest, ScratchIsNotPartOfTheLowerBound) {
  std::vector<Block> blocks = {Make(64, 0, 0, 0), Make(32, 0, 0, kNone)};
  EXPECT_EQ(Plan(blocks), 96U);
  EXPECT_EQ(LowerBound(blocks, 1), 64U);
}

TEST(PlannerTest, BlocksThatLiveTogetherNeverOverlap) {
  std::mt19937 random(1);
  for (int round = 0; round < 2000; ++round) {
    const auto operators = static_cast<uint16_t>(1 + random() % 30);
    std::vector<Block> blocks(1 + random() % 60);
    for (size_t i = 0; i < blocks.size(); ++i) {
      const auto a = static_cast<uint16_t>(random() % operators);
      const auto b = static_cast<uint16_t>(random() % operators);
      blocks[i] = Make(static_cast<uint32_t>(random() % 20 * kArenaAlignment), std::min(a, b), std::max(a, b),
                       static_cast<uint16_t>(i));
    }
    const std::vector<Block> asked = blocks;
    const uint32_t extent = Plan(blocks);
    ASSERT_GE(extent, LowerBound(blocks, operators));
    uint32_t end = 0;
    std::vector<bool> seen(asked.size());
    for (size_t i = 0; i < blocks.size(); ++i) {
      const Block& block = blocks[i];
      ASSERT_FALSE(seen[block.tensor]);
      seen[block.tensor] = true;
      ASSERT_EQ(block.bytes, asked[block.tensor].bytes);
      ASSERT_EQ(block.first, asked[block.tensor].first);
      ASSERT_EQ(block.offset % kArenaAlignment, 0U);
      end = std::max(end, block.offset + block.bytes);
      for (size_t j = 0; j < i; ++j) {
        const Block& other = blocks[j];
        const bool disjoint =
            block.offset + block.bytes <= other.offset || other.offset + other.bytes <= block.offset;
        ASSERT_TRUE(disjoint || !LiveTogether(block, other)) << "round " << round;
      }
    }
    ASSERT_EQ(end, extent);
    // The plan does not depend on the order in which the blocks are given.
    std::vector<Block> shuffled = asked;
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    ASSERT_EQ(Plan(shuffled), extent);
  }
}

}  // namespace
}  // namespace assay::runtime
