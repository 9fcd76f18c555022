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
// nothing) if that is more than 2 GB less 64 KB, which no arena can hold. There are at most 8,192 blocks, and
// those that have bytes have no view_of. Reorders them. The result depends on nothing but the set of blocks.
// Needs no memory beside them.
//
// Every plan comes from an order: one block after the other is put at the lowest place that is free while it
// lives. Some order gives the smallest plan there is. Tried first are the orders by size, by size times
// lifetime, by lifetime and by first use; if none of them reaches the largest sum of live blocks, which no
// plan can undercut, the best of them is improved by moving blocks, above all those on top of the
// plan, to other positions of the order, until that bound is reached or a fixed amount of work is done.
//
// To try an order takes hardly more than time in proportion to the blocks as long as each lives together with
// few others. Blocks that all live together take time in the square of their number.
uint32_t Plan(std::span<Block> blocks);

// What no plan of the blocks, and none of the tensors among them, can undercut: the largest sum of those that
// are live together. In the sum every block but one begins at a multiple of kArenaAlignment. Of what
// no arena can hold it is only known that it is 2 GB less 64 KB, or more.
struct Bounds {
  uint32_t blocks;
  uint32_t tensors;
};

// Reorders the blocks, but keeps their offsets. Of Plan's needs.
Bounds FindBounds(std::span<Block> blocks);

// By tensor; those of one number, which is that of all scratch, by first use.
void SortByTensor(std::span<Block> blocks);

// The first block of a tensor, or of kNone, among blocks sorted by tensor; null if there is none.
const Block* FindBlock(std::span<const Block> sorted, int32_t tensor);

}  // namespace assay::runtime

#endif  // ASSAY_RUNTIME_PLANNER_H_
