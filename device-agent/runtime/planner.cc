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

// An arena has at most 2 GB, which everything else takes something of. So the sum of an offset and a size is
// below kUnplaced, which together with 16 bits stands for an offset that is not known yet.
constexpr uint32_t kLargestPlan = 0x7FFF0000U;
constexpr uint32_t kUnplaced = 0xFFFF0000U;

uint32_t End(const Block& block) { return block.offset + block.bytes; }

// The first offset behind a block that another one may have.
uint32_t Behind(const Block& block) { return static_cast<uint32_t>(AlignUp(End(block), kArenaAlignment)); }

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

// Places the blocks in this order and leaves them sorted by first use. Sets the extent, and
// ends once that is above kLargestPlan. False if so many live together that PlaceDense is quicker.
//
// Until it is placed, a block's `offset` is kUnplaced and where the next block of the order is.
bool PlaceSparse(std::span<Block> blocks, Order order, uint32_t* extent) {
  Sort(blocks, order);
  const auto count = static_cast<uint32_t>(blocks.size());
  for (uint32_t rank = 0; rank < count; ++rank) blocks[rank].offset = rank;
  Timeline timeline(blocks);
  // The upper half of `offset`: where the block of a rank is.
  for (uint32_t i = 0; i < count; ++i) blocks[blocks[i].offset & 0xFFFFU].offset |= i << 16;
  uint32_t next = 0;
  for (uint32_t rank = count; rank-- > 0;) {
    const uint32_t i = blocks[rank].offset >> 16;
    blocks[i].offset = (blocks[i].offset & kUnplaced) | next;
    blocks[rank].offset |= kUnplaced;
    next = i;
  }
  *extent = 0;
  for (uint32_t i = 0; i < count; ++i) {
    Block& block = blocks[next];
    const size_t last = timeline.Last(next + 1, block.last);
    next = block.offset & 0xFFFFU;
    uint32_t offset = 0;
    bool moved = true;
    while (moved) {
      if (timeline.work() > count * count / 2) return false;
      moved = false;
      for (size_t p = last; (p = timeline.Previous(p, block.first)) > 0; --p) {
        const Block& other = timeline.at(p);
        if (other.offset >= offset + block.bytes || End(other) <= offset) continue;
        offset = Behind(other);
        moved = true;
      }
    }
    block.offset = offset;
    *extent = std::max(*extent, End(block));
    if (*extent > kLargestPlan) break;
  }
  return true;
}

// Places the blocks in their order, but leaves them in the order of their offsets. Returns the extent,
// and ends once that is above kLargestPlan.
uint32_t PlaceDense(std::span<Block> blocks) {
  uint32_t extent = 0;
  for (size_t i = 0; i < blocks.size(); ++i) {
    Block block = blocks[i];
    block.offset = 0;
    for (const Block& other : blocks.first(i)) {
      if (!LiveTogether(other, block)) continue;
      if (other.offset >= End(block)) break;
      block.offset = std::max(block.offset, Behind(other));
    }
    extent = std::max(extent, End(block));
    if (extent > kLargestPlan) break;
    size_t j = i;
    for (; j > 0 && blocks[j - 1].offset > block.offset; --j) blocks[j] = blocks[j - 1];
    blocks[j] = block;
  }
  return extent;
}

uint32_t Place(std::span<Block> blocks, Order order) {
  uint32_t extent;
  if (PlaceSparse(blocks, order, &extent)) return extent;
  Sort(blocks, order);
  return PlaceDense(blocks);
}

// The least memory that holds some blocks at once: all but the one on top are rounded up. Nothing is added to
// what is above kLargestPlan.
struct Sum {
  void Add(const Block& block) {
    if (bytes > kLargestPlan) return;
    const uint32_t added = std::min(block.bytes, kLargestPlan + 1);
    const uint32_t wasted = -added % kArenaAlignment;
    bytes += added + wasted;
    padding = std::max(padding, wasted);
  }
  uint32_t least() const { return bytes - padding; }

  uint32_t bytes = 0;
  uint32_t padding = 0;  // of the block that wastes most, which may lie on top
};

// Improves an order of blocks by moving single ones.
class Search {
 public:
  Search(std::span<Block> blocks, uint32_t bound) : blocks_(blocks), bound_(bound) {}

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
        extent = Extent();
      } else {
        for (size_t i = count; i-- > 0;) Move(moves[i].to, moves[i].from);
        Place(changed, extent);
      }
    }
    return extent;
  }

 private:
  // Places the blocks from position `first` on, in their order. False as soon as one would end above `limit`.
  bool Place(size_t first, uint32_t limit) {
    for (size_t i = first; i < blocks_.size(); ++i) {
      Block& block = blocks_[i];
      uint32_t offset = 0;
      bool moved = true;
      while (moved) {
        moved = false;
        work_ += static_cast<uint32_t>(i + 1);
        for (const Block& other : blocks_.first(i)) {
          if (!LiveTogether(other, block) || other.offset >= offset + block.bytes || End(other) <= offset) {
            continue;
          }
          offset = Behind(other);
          moved = true;
        }
      }
      if (offset + block.bytes > limit) return false;
      block.offset = offset;
    }
    return true;
  }

  uint32_t Extent() const {
    uint32_t extent = 0;
    for (const Block& block : blocks_) extent = std::max(extent, End(block));
    return extent;
  }

  // A block to move: mostly one that reaches the top, now and then any.
  size_t Pick(uint32_t extent) {
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
  const uint32_t bound_;
  uint32_t work_ = 0;
  uint64_t random_ = 1;
};

}  // namespace

uint32_t Plan(std::span<Block> all) {
  const std::span<Block> blocks = WithBytes(all);
  for (Block& block : all.subspan(blocks.size())) block.offset = 0;
  const uint32_t bound = FindBounds(blocks).blocks;
  if (bound > kLargestPlan) return kPlanTooLarge;
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
  if (best > kLargestPlan) return kPlanTooLarge;
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
    bounds.blocks = std::max(bounds.blocks, all.least());
    bounds.tensors = std::max(bounds.tensors, tensors.least());
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
