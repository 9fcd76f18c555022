#include "device-agent/runtime/planner.h"

#include <algorithm>
#include <utility>

#include "device-agent/runtime/tables.h"

namespace assay::runtime {
namespace {

// Work of the search, counted in pairs of blocks compared, so that it ends alike on every core.
constexpr uint32_t kSearchWork = 2'000'000;

enum class Order : uint8_t { kSize, kArea, kLifetime, kFirstUse };
constexpr Order kOrders[] = {Order::kSize, Order::kArea, Order::kLifetime, Order::kFirstUse};

constexpr uint64_t AlignBlock(uint64_t bytes) { return AlignUp(bytes, kArenaAlignment); }

uint64_t End(const Block& block) { return uint64_t{block.offset} + block.bytes; }

uint32_t Lifetime(const Block& block) { return block.last - block.first + 1U; }

// Sorted by this, the largest first; equal ones by all else that tells blocks apart.
uint64_t Weight(const Block& block, Order order) {
  switch (order) {
    case Order::kSize:
      return block.bytes;
    case Order::kArea:
      return uint64_t{block.bytes} * Lifetime(block);
    case Order::kLifetime:
      return Lifetime(block);
    case Order::kFirstUse:
      return 0xFFFFU - block.first;
  }
  return 0;
}

void Sort(std::span<Block> blocks, Order order) {
  InsertionSort(blocks, [order](const Block& a, const Block& b) {
    const uint64_t weight_a = Weight(a, order);
    const uint64_t weight_b = Weight(b, order);
    if (weight_a != weight_b) return weight_a > weight_b;
    if (a.bytes != b.bytes) return a.bytes > b.bytes;
    if (a.first != b.first) return a.first < b.first;
    return a.last != b.last ? a.last < b.last : a.tensor < b.tensor;
  });
}

// The lowest offset at which `block` fits between those of `placed` (sorted by offset) that live with it.
uint64_t LowestFree(std::span<const Block> placed, const Block& block) {
  uint64_t offset = 0;
  for (const Block& other : placed) {
    if (!LiveTogether(other, block)) continue;
    if (other.offset >= offset + block.bytes) break;
    offset = std::max(offset, AlignBlock(End(other)));
  }
  return offset;
}

// Places the blocks in their order, but leaves them in the order of their offsets. Returns the extent, at
// most kPlanTooLarge.
uint32_t PlaceSorted(std::span<Block> blocks) {
  uint64_t extent = 0;
  for (size_t i = 0; i < blocks.size(); ++i) {
    Block block = blocks[i];
    const uint64_t offset = LowestFree(blocks.first(i), block);
    extent = std::max(extent, offset + block.bytes);
    if (extent >= kPlanTooLarge) return kPlanTooLarge;
    block.offset = static_cast<uint32_t>(offset);
    size_t j = i;
    for (; j > 0 && blocks[j - 1].offset > block.offset; --j) blocks[j] = blocks[j - 1];
    blocks[j] = block;
  }
  return static_cast<uint32_t>(extent);
}

// The least memory that holds all blocks live at operator `index`: all but the one on top are rounded up.
uint64_t LiveBytes(std::span<const Block> blocks, int32_t index, bool tensors_only) {
  uint64_t sum = 0;
  uint64_t padding = 0;  // of the block that wastes most, which may lie on top
  for (const Block& block : blocks) {
    if (block.first > index || index > block.last || (tensors_only && !block.is_tensor())) continue;
    sum += AlignBlock(block.bytes);
    padding = std::max(padding, AlignBlock(block.bytes) - block.bytes);
  }
  return sum - padding;
}

// Improves an order of blocks by moving single ones.
class Search {
 public:
  Search(std::span<Block> blocks, uint64_t bound) : blocks_(blocks), bound_(bound) {}

  // Starts from the present order, which gives `extent`. Returns the extent of the plan it leaves, which is
  // no larger.
  uint32_t Run(uint32_t extent) {
    if (!Place(0, extent)) return extent;  // cannot be: the work is enough for one
    while (extent > bound_ && work_ < kSearchWork) {
      // Mostly one block is moved; now and then several, to get away from where no single move helps.
      struct {
        size_t from, to;
      } moves[3];
      const size_t count = Random(4) != 0 ? 1 : 1 + Random(3);
      size_t changed = blocks_.size();
      for (size_t i = 0; i < count; ++i) {
        const size_t from = i == 0 ? Pick(extent) : Random(blocks_.size());
        const size_t to = from > 0 && Random(4) != 0 ? Random(from) : Random(blocks_.size());
        moves[i] = {from, to};
        Move(from, to);
        changed = std::min({changed, from, to});
      }
      if (Place(changed, extent)) {
        extent = static_cast<uint32_t>(Extent());
      } else {
        for (size_t i = count; i-- > 0;) Move(moves[i].to, moves[i].from);
        Place(changed, extent);
      }
    }
    return extent;
  }

 private:
  // Places the blocks from position `first` on, in their order. False as soon as one would end above `limit`.
  bool Place(size_t first, uint64_t limit) {
    for (size_t i = first; i < blocks_.size(); ++i) {
      Block& block = blocks_[i];
      uint64_t offset = 0;
      bool moved = true;
      while (moved) {
        moved = false;
        work_ += static_cast<uint32_t>(i + 1);
        for (const Block& other : blocks_.first(i)) {
          if (!LiveTogether(other, block) || other.offset >= offset + block.bytes || End(other) <= offset) {
            continue;
          }
          offset = AlignBlock(End(other));
          moved = true;
        }
      }
      if (offset + block.bytes > limit) return false;
      block.offset = static_cast<uint32_t>(offset);
    }
    return true;
  }

  uint64_t Extent() const {
    uint64_t extent = 0;
    for (const Block& block : blocks_) extent = std::max(extent, End(block));
    return extent;
  }

  // A block to move: mostly one that reaches the top, now and then any.
  size_t Pick(uint64_t extent) {
    const size_t start = Random(blocks_.size());
    if (Random(3) == 0) return start;
    size_t i = start;
    while (End(blocks_[i]) != extent) i = i + 1 < blocks_.size() ? i + 1 : 0;
    return i;
  }

  void Move(size_t from, size_t to) {
    // Swapped, because a compiler makes a call of memmove out of copies, which nothing else here needs.
    for (; from < to; ++from) std::swap(blocks_[from], blocks_[from + 1]);
    for (; from > to; --from) std::swap(blocks_[from], blocks_[from - 1]);
  }

  // Knuth's MMIX generator; its high bits.
  size_t Random(size_t below) {
    random_ = random_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<size_t>(((random_ >> 33) * below) >> 31);
  }

  const std::span<Block> blocks_;
  const uint64_t bound_;
  uint32_t work_ = 0;
  uint64_t random_ = 1;
};

}  // namespace

uint32_t Plan(std::span<Block> blocks) {
  // What has no bytes goes to the end and is left out.
  InsertionSort(blocks, [](const Block& a, const Block& b) { return a.bytes > 0 && b.bytes == 0; });
  size_t count = blocks.size();
  for (; count > 0 && blocks[count - 1].bytes == 0; --count) blocks[count - 1].offset = 0;
  blocks = blocks.first(count);

  const uint64_t bound = SmallestPlan(blocks);
  uint32_t best = kPlanTooLarge;
  Order best_order = Order::kSize;
  for (const Order order : kOrders) {
    Sort(blocks, order);
    const uint32_t extent = PlaceSorted(blocks);
    if (extent == bound) return extent;
    if (extent < best) {
      best = extent;
      best_order = order;
    }
  }
  if (best == kPlanTooLarge) return best;
  Sort(blocks, best_order);
  // So large a set that the search could not even begin.
  if (uint64_t{count} * count > kSearchWork / 16) return PlaceSorted(blocks);
  return Search(blocks, bound).Run(best);
}

uint64_t SmallestPlan(std::span<const Block> blocks) {
  // What is live can only grow where a block begins to live.
  uint64_t largest = 0;
  for (const Block& block : blocks) largest = std::max(largest, LiveBytes(blocks, block.first, false));
  return largest;
}

uint64_t LowerBound(std::span<const Block> blocks, int32_t operators) {
  uint64_t largest = 0;
  int32_t index = 0;
  do {
    largest = std::max(largest, LiveBytes(blocks, index, true));
  } while (++index < operators);
  return largest;
}

void SortByTensor(std::span<Block> blocks) {
  InsertionSort(blocks, [](const Block& a, const Block& b) {
    return a.tensor != b.tensor ? a.tensor < b.tensor : a.first < b.first;
  });
}

const Block* FindBlock(std::span<const Block> sorted, int32_t tensor) {
  size_t low = 0;
  size_t high = sorted.size();
  while (low < high) {
    const size_t middle = (low + high) / 2;
    if (sorted[middle].tensor < tensor) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < sorted.size() && sorted[low].tensor == tensor ? &sorted[low] : nullptr;
}

}  // namespace assay::runtime
