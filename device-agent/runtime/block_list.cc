#include "device-agent/runtime/block_list.h"

#include "device-agent/runtime/tables.h"

namespace assay::runtime {

void BlockList::Begin(uint32_t tensors) {
  first_ = count_;
  table_ = {};
  const auto bytes = static_cast<size_t>(AlignUp(tensors * sizeof(uint16_t), alignof(uint64_t)));
  const size_t end = memory_.size() / alignof(uint64_t) * alignof(uint64_t);
  if (used() + bytes > end) return;
  table_ = {reinterpret_cast<uint16_t*>(memory_.data() + end - bytes), tensors};
  for (uint16_t& place : table_) place = 0;
}

void BlockList::Add(const Block& block) {
  const auto* end = memory_.data() + used() + sizeof(Block);
  if (!table_.empty() && end > reinterpret_cast<uint8_t*>(table_.data())) table_ = {};
  if (count_ < room()) {
    data()[count_] = block;
    if (block.tensor < table_.size()) table_[block.tensor] = static_cast<uint16_t>(count_ - first_ + 1);
  }
  ++count_;
}

Block* BlockList::Find(int32_t tensor) {
  if (static_cast<size_t>(tensor) < table_.size()) {
    const uint16_t place = table_[static_cast<size_t>(tensor)];
    return place == 0 ? nullptr : &data()[first_ + place - 1];
  }
  for (Block& block : present()) {
    if (block.tensor == tensor) return &block;
  }
  return nullptr;
}

std::span<Block> BlockList::present() const {
  const uint32_t end = count_ < room() ? count_ : room();
  return first_ < end ? std::span(data() + first_, data() + end) : std::span<Block>();
}

uint16_t BlockList::End() {
  table_ = {};
  return static_cast<uint16_t>(count_ - first_);
}

std::span<uint8_t> BlockList::spare(uint32_t blocks) const {
  const size_t begin = used() + blocks * sizeof(Block);
  const size_t end =
      table_.empty() ? memory_.size() : reinterpret_cast<uint8_t*>(table_.data()) - memory_.data();
  return begin < end ? memory_.subspan(begin, end - begin) : std::span<uint8_t>();
}

uint32_t BlockList::room() const {
  const size_t room = memory_.size() / sizeof(Block);
  return room < kMaxBlocks ? static_cast<uint32_t>(room) : kMaxBlocks;
}

}  // namespace assay::runtime
