#include "runtime/planner.h"

namespace assay::runtime {
namespace {

// The lowest offset at which `block` fits between those of `placed` (sorted by offset) that live with it.
uint64_t LowestFree(std::span<const Block> placed, const Block& block) {
  uint64_t offset = 0;
  for (const Block& other : placed) {
    if (other.bytes == 0 || !LiveTogether(other, block)) continue;
    if (other.offset >= offset + block.bytes) break;
    const uint64_t end = static_cast<uint64_t>(other.offset) + other.bytes;
    offset = end > offset ? end : offset;
  }
  return offset;
}

}  // namespace

uint32_t Plan(std::span<Block> blocks) {
  // Of equally large blocks the earlier first, so that the plan depends on nothing but the model.
  InsertionSort(blocks, [](const Block& a, const Block& b) {
    if (a.bytes != b.bytes) return a.bytes > b.bytes;
    return a.first != b.first ? a.first < b.first : a.tensor < b.tensor;
  });
  uint64_t extent = 0;
  for (size_t i = 0; i < blocks.size(); ++i) {
    Block block = blocks[i];
    const uint64_t offset = block.bytes == 0 ? 0 : LowestFree(blocks.first(i), block);
    if (offset + block.bytes >= kPlanTooLarge) return kPlanTooLarge;
    block.offset = static_cast<uint32_t>(offset);
    extent = offset + block.bytes > extent ? offset + block.bytes : extent;
    // The blocks before i are the placed ones, kept in the order of their offsets.
    size_t j = i;
    for (; j > 0 && blocks[j - 1].offset > block.offset; --j) blocks[j] = blocks[j - 1];
    blocks[j] = block;
  }
  return static_cast<uint32_t>(extent);
}

uint64_t LowerBound(std::span<const Block> blocks, int32_t operators) {
  uint64_t largest = 0;
  int32_t index = 0;
  do {
    uint64_t sum = 0;
    for (const Block& block : blocks) {
      if (block.tensor != Block::kNone && block.first <= index && index <= block.last) sum += block.bytes;
    }
    largest = sum > largest ? sum : largest;
  } while (++index < operators);
  return largest;
}

}  // namespace assay::runtime
