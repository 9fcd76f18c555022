// The blocks of a model as the survey finds them, subgraph after subgraph.
#ifndef ASSAY_RUNTIME_BLOCK_LIST_H_
#define ASSAY_RUNTIME_BLOCK_LIST_H_

#include "device-agent/runtime/planner.h"

namespace assay::runtime {

// The list grows from the front of the memory it is given. From the back it takes, where there is room, a
// table by which the block of a tensor is found at once; without room it is searched for. What lies between
// the two is spare.
class BlockList {
 public:
  static constexpr uint32_t kMaxBlocks = 8192;

  void SetMemory(std::span<uint8_t> memory) { memory_ = memory; }

  // Begins a subgraph, whose tensors are numbered below `tensors`. Its blocks are those that are added from
  // now on, until End.
  void Begin(uint32_t tensors);
  void Add(const Block& block);
  // Of the subgraph begun last; null if there is none, or there was no room for it.
  Block* Find(int32_t tensor);
  // The blocks of the subgraph begun last that found room.
  std::span<Block> present() const;
  // They may be reordered then. Returns how many there are.
  uint16_t End();

  // How many were added, and whether all of them found room.
  uint32_t count() const { return count_; }
  bool complete() const { return count_ <= room(); }
  std::span<Block> all() const { return {data(), count_}; }

  // Bytes that nothing uses, aligned to 8, until more than `blocks` blocks are added or a subgraph begins.
  std::span<uint8_t> spare(uint32_t blocks) const;

 private:
  Block* data() const { return reinterpret_cast<Block*>(memory_.data()); }
  uint32_t room() const;
  size_t used() const { return count_ * sizeof(Block); }

  std::span<uint8_t> memory_;
  std::span<uint16_t> table_;  // by tensor: the block's place among the subgraph's, counted from 1
  uint32_t count_ = 0;
  uint32_t first_ = 0;  // of the present subgraph
};

}  // namespace assay::runtime

#endif  // ASSAY_RUNTIME_BLOCK_LIST_H_
