// Places blocks of memory that are live for part of the time into as little memory as it can.
#ifndef ASSAY_RUNTIME_PLANNER_H_
#define ASSAY_RUNTIME_PLANNER_H_

#include <cstdint>
#include <limits>
#include <span>

namespace assay::runtime {

inline constexpr uint32_t kArenaAlignment = 16;

// One block to place. Two blocks may share bytes only if no operator lies in both [first, last].
struct Block {
  static constexpr uint16_t kNone = 0xFFFF;

  uint32_t bytes;   // a multiple of kArenaAlignment; 0 for a view, which lies where another block lies
  uint32_t offset;  // the planner's answer
  uint16_t first;   // operators, inclusive
  uint16_t last;
  uint16_t tensor;   // kNone: scratch
  uint16_t view_of;  // the tensor whose bytes these are; kNone: the block has its own
};

inline bool LiveTogether(const Block& a, const Block& b) { return a.first <= b.last && b.first <= a.last; }

inline constexpr uint32_t kPlanTooLarge = std::numeric_limits<uint32_t>::max();

// Sets every block's offset and returns the end of the last one, or kPlanTooLarge (the offsets then mean
// nothing). Reorders the blocks. Greedy: the largest first, each at the lowest place that is free while it
// lives. Needs no memory beside the blocks and time in the square of their number.
uint32_t Plan(std::span<Block> blocks);

// The largest sum of blocks other than scratch that are live at one of `operators` operators: no plan can be
// smaller.
uint64_t LowerBound(std::span<const Block> blocks, int32_t operators);

// Sorts in place; `before(a, b)` says whether a must come before b. Stable, and quick on what is nearly
// sorted.
template <typename T, typename Before>
void InsertionSort(std::span<T> items, Before before) {
  for (size_t i = 1; i < items.size(); ++i) {
    const T item = items[i];
    size_t j = i;
    for (; j > 0 && before(item, items[j - 1]); --j) items[j] = items[j - 1];
    items[j] = item;
  }
}

}  // namespace assay::runtime

#endif  // ASSAY_RUNTIME_PLANNER_H_
