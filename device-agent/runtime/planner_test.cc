#include "device-agent/runtime/planner.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <functional>
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
  EXPECT_EQ(FindBounds(blocks).tensors, 64U);
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

TEST(PlannerTest, WhatDoesNotFitIntoTwoGigabytesIsTooLarge) {
  std::vector<Block> blocks = {Make(0x80000000U, 0, 0, 0), Make(0x80000000U, 0, 0, 1)};
  EXPECT_EQ(Plan(blocks), kPlanTooLarge);
  EXPECT_GT(FindBounds(blocks).tensors, 0x7FFF0000U);
}

TEST(PlannerTest, ScratchIsNotPartOfTheLowerBound) {
  std::vector<Block> blocks = {Make(64, 0, 0, 0), Make(32, 0, 0, kNone),
                               Make(16, 0, 0, Block::kFirstSubgraph + 2)};
  EXPECT_EQ(Plan(blocks), 112U);
  EXPECT_EQ(FindBounds(blocks).blocks, 112U);
  EXPECT_EQ(FindBounds(blocks).tensors, 64U);
}

// Puts `blocks[i]` at the lowest place that those before it leave free.
void PutLowest(std::vector<Block>& blocks, size_t i) {
  Block& block = blocks[i];
  block.offset = 0;
  for (size_t j = 0; j < i;) {
    const Block& other = blocks[j++];
    if (!LiveTogether(other, block) || other.offset >= block.offset + block.bytes ||
        block.offset >= other.offset + other.bytes) {
      continue;
    }
    block.offset = (other.offset + other.bytes + 15) / 16 * 16;
    j = 0;
  }
}

uint32_t ExtentInOrder(std::vector<Block> blocks) {
  uint32_t extent = 0;
  for (size_t i = 0; i < blocks.size(); ++i) {
    PutLowest(blocks, i);
    extent = std::max(extent, blocks[i].offset + blocks[i].bytes);
  }
  return extent;
}

// The smallest plan there is.
uint32_t SmallestOfAllOrders(std::vector<Block> blocks) {
  uint32_t smallest = UINT32_MAX;
  std::ranges::sort(blocks, {}, &Block::tensor);
  do {
    smallest = std::min(smallest, ExtentInOrder(blocks));
  } while (std::ranges::next_permutation(blocks, {}, &Block::tensor).found);
  return smallest;
}

uint32_t Greedy(std::vector<Block> blocks) {
  std::ranges::stable_sort(blocks, std::greater(), &Block::bytes);
  return ExtentInOrder(std::move(blocks));
}

std::vector<Block> RandomBlocks(std::mt19937& random, size_t count, uint32_t operators, uint32_t largest) {
  std::vector<Block> blocks(count);
  for (size_t i = 0; i < count; ++i) {
    const auto a = static_cast<uint16_t>(random() % operators);
    const auto b = static_cast<uint16_t>(random() % operators);
    blocks[i] = Make(static_cast<uint32_t>(1 + random() % largest), std::min(a, b), std::max(a, b),
                     static_cast<uint16_t>(i));
  }
  return blocks;
}

TEST(PlannerTest, SmallSetsGetTheSmallestPlanThereIs) {
  std::mt19937 random(3);
  int greedy_failed = 0;
  for (int round = 0; round < 300; ++round) {
    const auto operators = static_cast<uint32_t>(2 + random() % 6);
    std::vector<Block> blocks = RandomBlocks(random, 3 + random() % 5, operators, 200);
    const uint32_t extent = Plan(blocks);
    ASSERT_EQ(extent, SmallestOfAllOrders(blocks)) << "round " << round;
    greedy_failed += extent < Greedy(blocks) ? 1 : 0;
  }
  EXPECT_GT(greedy_failed, 10);
}

TEST(PlannerTest, NeverNeedsMoreThanTheLargestFirst) {
  std::mt19937 random(4);
  int smaller = 0;
  for (int round = 0; round < 60; ++round) {
    std::vector<Block> blocks = RandomBlocks(random, 5 + random() % 60, 40, 5000);
    const uint32_t greedy = Greedy(blocks);
    const uint32_t extent = Plan(blocks);
    ASSERT_LE(extent, greedy);
    ASSERT_GE(extent, FindBounds(blocks).blocks);
    smaller += extent < greedy ? 1 : 0;
  }
  EXPECT_GT(smaller, 10);
}

TEST(PlannerTest, SetsTooLargeForASearchArePlannedToo) {
  std::mt19937 random(5);
  std::vector<Block> blocks = RandomBlocks(random, 1500, 4000, 5000);
  const uint32_t greedy = Greedy(blocks);
  EXPECT_LE(Plan(blocks), greedy);
}

TEST(PlannerTest, OnlyTheTopBlockIsNotRoundedUp) {
  std::vector<Block> blocks = {Make(20, 0, 1, 0), Make(31, 0, 1, 1), Make(5, 0, 1, 2)};
  EXPECT_EQ(FindBounds(blocks).blocks, 16U + 32U + 20U);
  EXPECT_EQ(Plan(blocks), 68U);
  EXPECT_EQ(FindBounds(blocks).tensors, 68U);
}

TEST(PlannerTest, BlocksThatLiveTogetherNeverOverlap) {
  std::mt19937 random(1);
  for (int round = 0; round < 200; ++round) {
    const auto operators = static_cast<uint16_t>(1 + random() % 30);
    std::vector<Block> blocks(1 + random() % 40);
    for (size_t i = 0; i < blocks.size(); ++i) {
      const auto a = static_cast<uint16_t>(random() % operators);
      const auto b = static_cast<uint16_t>(random() % operators);
      blocks[i] = Make(static_cast<uint32_t>(random() % 300), std::min(a, b), std::max(a, b),
                       static_cast<uint16_t>(i));
    }
    const std::vector<Block> asked = blocks;
    const uint32_t extent = Plan(blocks);
    ASSERT_GE(extent, FindBounds(blocks).tensors);
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
