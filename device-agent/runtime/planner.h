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
  static constexpr uint16_t kState = 0xFFFE;
  static constexpr uint16_t kFirstSubgraph = 0x8000;

  // Whether this is a tensor and not memory to work in.
  bool is_tensor() const { return tensor < kFirstSubgraph; }

  uint32_t bytes;   // 0: not to be placed
  uint32_t offset;  // the planner's answer, a multiple of kArenaAlignment
  uint16_t first;   // operators, inclusive
  uint16_t last;
  uint16_t tensor;   // kNone: scratch; from kFirstSubgraph on: all memory of a subgraph that is called
  uint16_t view_of;  // kNone: has its own bytes; kState: lies outside of the plan; else the tensor whose
                     // bytes these are
};

inline bool LiveTogether(const Block& a, const Block& b) { return a.first <= b.last && b.first <= a.last; }

inline constexpr uint32_t kPlanTooLarge = std::numeric_limits<uint32_t>::max();

// Sets every block's offset and returns the end of the last one, or kPlanTooLarge (the offsets then mean
// nothing). Reorders the blocks. The result depends on nothing but the set of blocks. Needs no memory beside
// them, and time in the square of their number plus a bounded search.
//
// Every plan comes from an order: one block after the other is put at the lowest place that is free while it
// lives. Some order gives the smallest plan there is. Tried first are the orders by size, by size times
// lifetime, by lifetime and by first use; if none of them reaches the largest sum of live blocks, which no
// plan can undercut, the best of them is improved by moving blocks, above all those on top of the
// plan, to other positions of the order, until that bound is reached or a fixed amount of work is done.
uint32_t Plan(std::span<Block> blocks);

// No plan of these blocks can be smaller: the largest sum of those that are live together.
uint64_t SmallestPlan(std::span<const Block> blocks);

// The largest sum of tensors that are live at one of `operators` operators: no plan of them alone can be
// smaller. In the sum every block but one begins at a multiple of kArenaAlignment.
uint64_t LowerBound(std::span<const Block> blocks, int32_t operators);

// By tensor; those of one number, which is that of all scratch, by first use.
void SortByTensor(std::span<Block> blocks);

// The first block of a tensor, or of kNone, among blocks sorted by tensor; null if there is none.
const Block* FindBlock(std::span<const Block> sorted, int32_t tensor);

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
