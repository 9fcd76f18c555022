#include "device-agent/runtime/planner.h"

#include <algorithm>
#include <utility>

#include "device-agent/runtime/tables.h"

namespace assay::runtime {
namespace {

// Work of the search, counted in pairs of blocks compared, so that it ends alike on every core.
constexpr uint32_t kSearchWork = 2'000'000;

// kTensor: by tensor, those of one number by first use.
enum class Order : uint8_t { kSize, kArea, kLifetime, kFirstUse, kTensor };
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
    case Order::kTensor:
      return ~(uint32_t{block.tensor} << 16 | block.first);
  }
  return 0;
}

bool Precedes(const Block& a, const Block& b, Order order) {
  const uint64_t weight_a = Weight(a, order);
  const uint64_t weight_b = Weight(b, order);
  if (weight_a != weight_b) return weight_a > weight_b;
  if (a.bytes != b.bytes) return a.bytes > b.bytes;
  if (a.first != b.first) return a.first < b.first;
  return a.last != b.last ? a.last < b.last : a.tensor < b.tensor;
}

// Heap sort: no two blocks are equal, so that the result depends on nothing but the set.
void Sort(std::span<Block> blocks, Order order) {
  size_t count = blocks.size();
  size_t start = count / 2;
  while (count > 1) {
    // At first the heap grows from the middle to the front; then the last of it goes behind it, again and
    // again.
    if (start > 0) {
      --start;
    } else {
      std::swap(blocks[0], blocks[--count]);
    }
    size_t child;
    for (size_t i = start; (child = 2 * i + 1) < count; i = child) {
      if (child + 1 < count && Precedes(blocks[child], blocks[child + 1], order)) ++child;
      if (!Precedes(blocks[i], blocks[child], order)) break;
      std::swap(blocks[i], blocks[child]);
    }
  }
}

// Puts what has no bytes behind what has, which it returns.
std::span<Block> WithBytes(std::span<Block> blocks) {
  size_t count = 0;
  for (Block& block : blocks) {
    if (block.bytes > 0) std::swap(blocks[count++], block);
  }
  return blocks.first(count);
}

// Blocks with bytes, sorted by first use. Those that live at some time are found without a look at all
// others: each keeps in `view_of`, which it has no other use for, the place of the nearest one before it that
// lives longer. Places are counted from 1; 0 is none.
class Timeline {
 public:
  explicit Timeline(std::span<Block> blocks) : blocks_(blocks) {
    Sort(blocks, Order::kFirstUse);
    for (size_t i = 0; i < blocks.size(); ++i) {
      blocks[i].view_of = static_cast<uint16_t>(Previous(i, blocks[i].last + 1U));
    }
  }
  ~Timeline() {
    for (Block& block : blocks_) block.view_of = Block::kNone;
  }
  Timeline(const Timeline&) = delete;
  Timeline& operator=(const Timeline&) = delete;

  // The last place up to this one whose block still lives at operator `index`.
  size_t Previous(size_t place, uint32_t index) {
    for (; place > 0; place = at(place).view_of) {
      ++work_;
      if (at(place).last >= index) break;
    }
    return place;
  }

  // The last place up to which blocks begin to live no later than at operator `index`, from `place` on.
  size_t Last(size_t place, uint32_t index) {
    for (; place < blocks_.size() && at(place + 1).first <= index; ++place) ++work_;
    return place;
  }

  Block& at(size_t place) { return blocks_[place - 1]; }
  uint32_t work() const { return work_; }

 private:
  const std::span<Block> blocks_;
  uint32_t work_ = 0;  // blocks looked at
};

// Places the blocks in this order and leaves them sorted by first use. Sets the extent, at most
// kPlanTooLarge. False if so many live together that PlaceDense is quicker.
//
// Until it is placed, a block's `offset` is odd, and its lower half leads to the next block of the order.
bool PlaceSparse(std::span<Block> blocks, Order order, uint32_t* extent) {
  Sort(blocks, order);
  const auto count = static_cast<uint32_t>(blocks.size());
  for (uint32_t rank = 0; rank < count; ++rank) blocks[rank].offset = 2 * rank + 1;
  Timeline timeline(blocks);
  const auto lower = [&](uint32_t i) { return (blocks[i].offset & 0xFFFFU) / 2; };
  // The upper half: where the block of a rank is.
  for (uint32_t i = 0; i < count; ++i) blocks[lower(i)].offset |= i << 16;
  uint32_t next = blocks[0].offset >> 16;
  for (uint32_t i = 0; i < count; ++i) {
    const uint32_t rank = lower(i) + 1;
    if (rank < count) blocks[i].offset += 2 * ((blocks[rank].offset >> 16) + 1 - rank);
  }
  *extent = 0;
  for (uint32_t i = 0; i < count; ++i) {
    Block& block = blocks[next];
    const size_t last = timeline.Last(next + 1, block.last);
    next = lower(next);
    uint64_t offset = 0;
    bool moved = true;
    while (moved) {
      if (timeline.work() > count * count / 2) return false;
      moved = false;
      for (size_t p = last; (p = timeline.Previous(p, block.first)) > 0; --p) {
        const Block& other = timeline.at(p);
        if (other.offset % 2 != 0 || other.offset >= offset + block.bytes || End(other) <= offset) continue;
        offset = AlignBlock(End(other));
        moved = true;
      }
    }
    if (offset + block.bytes >= kPlanTooLarge) {
      *extent = kPlanTooLarge;
      return true;
    }
    block.offset = static_cast<uint32_t>(offset);
    *extent = std::max(*extent, block.offset + block.bytes);
  }
  return true;
}

// Places the blocks in their order, but leaves them in the order of their offsets. Returns the extent, at
// most kPlanTooLarge.
uint32_t PlaceDense(std::span<Block> blocks) {
  uint64_t extent = 0;
  for (size_t i = 0; i < blocks.size(); ++i) {
    const Block block = blocks[i];
    uint64_t offset = 0;
    for (const Block& other : blocks.first(i)) {
      if (!LiveTogether(other, block)) continue;
      if (other.offset >= offset + block.bytes) break;
      offset = std::max(offset, AlignBlock(End(other)));
    }
    extent = std::max(extent, offset + block.bytes);
    if (extent >= kPlanTooLarge) return kPlanTooLarge;
    size_t j = i;
    for (; j > 0 && blocks[j - 1].offset > offset; --j) blocks[j] = blocks[j - 1];
    blocks[j] = block;
    blocks[j].offset = static_cast<uint32_t>(offset);
  }
  return static_cast<uint32_t>(extent);
}

uint32_t Place(std::span<Block> blocks, Order order) {
  uint32_t extent;
  if (PlaceSparse(blocks, order, &extent)) return extent;
  Sort(blocks, order);
  return PlaceDense(blocks);
}

// The least memory that holds some blocks at once: all but the one on top are rounded up.
struct Sum {
  void Add(const Block& block) {
    const uint64_t aligned = AlignBlock(block.bytes);
    bytes += aligned;
    padding = std::max(padding, aligned - block.bytes);
  }

  uint64_t bytes = 0;
  uint64_t padding = 0;  // of the block that wastes most, which may lie on top
};

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

uint32_t Plan(std::span<Block> all) {
  const std::span<Block> blocks = WithBytes(all);
  for (Block& block : all.subspan(blocks.size())) block.offset = 0;
  const uint64_t bound = FindBounds(blocks).blocks;
  if (blocks.empty()) return 0;
  uint32_t best = kPlanTooLarge;
  Order best_order = Order::kSize;
  for (const Order order : kOrders) {
    const uint32_t extent = Place(blocks, order);
    if (extent == bound) return extent;
    if (extent < best) {
      best = extent;
      best_order = order;
    }
  }
  if (best == kPlanTooLarge) return best;
  // So large a set that the search could not even begin.
  if (uint64_t{blocks.size()} * blocks.size() > kSearchWork / 16) return Place(blocks, best_order);
  Sort(blocks, best_order);
  return Search(blocks, bound).Run(best);
}

Bounds FindBounds(std::span<Block> blocks) {
  blocks = WithBytes(blocks);
  Timeline timeline(blocks);
  Bounds bounds = {};
  // What is live can only grow where a block begins to live.
  for (size_t place = 1; place <= blocks.size(); ++place) {
    const uint16_t index = timeline.at(place).first;
    place = timeline.Last(place, index);
    Sum all, tensors;
    for (size_t p = place; (p = timeline.Previous(p, index)) > 0; --p) {
      const Block& block = timeline.at(p);
      all.Add(block);
      if (block.is_tensor()) tensors.Add(block);
    }
    bounds.blocks = std::max(bounds.blocks, all.bytes - all.padding);
    bounds.tensors = std::max(bounds.tensors, tensors.bytes - tensors.padding);
  }
  return bounds;
}

void SortByTensor(std::span<Block> blocks) { Sort(blocks, Order::kTensor); }

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
