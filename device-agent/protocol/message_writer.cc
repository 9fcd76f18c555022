#include "device-agent/protocol/message_writer.h"

#include <algorithm>

namespace assay::protocol {

MessageWriter::Offset MessageWriter::String(const char* text) {
  const size_t length = std::strlen(text);
  if (uint8_t* place = Allocate(length + 1, 1, sizeof(uint32_t), 0)) std::memcpy(place, text, length + 1);
  Push(static_cast<uint32_t>(length));
  return used_;
}

MessageWriter::Offset MessageWriter::Bytes(std::span<const uint8_t> bytes) {
  std::span<uint8_t> elements;
  const Offset offset = Vector(static_cast<uint32_t>(bytes.size()), &elements);
  std::copy_n(bytes.begin(), elements.size(), elements.begin());
  return offset;
}

MessageWriter::Offset MessageWriter::Offsets(std::span<const Offset> offsets) {
  for (size_t i = offsets.size(); i-- > 0;) PushReference(offsets[i]);
  Push(static_cast<uint32_t>(offsets.size()));
  return used_;
}

void MessageWriter::StartTable() {
  table_start_ = used_;
  std::fill(std::begin(fields_), std::end(fields_), 0);
}

void MessageWriter::Reference(uint16_t field, Offset target) {
  PushReference(target);
  fields_[FieldIndex(field)] = used_;
}

MessageWriter::Offset MessageWriter::EndTable() {
  // The table begins with the distance to its vtable, which is written right before it: distance = vtable's
  // length.
  size_t count = kMaxFields;
  while (count > 0 && fields_[count - 1] == 0) --count;
  const size_t vtable_bytes = (2 + count) * sizeof(uint16_t);
  Push(static_cast<int32_t>(0));
  const Offset table = used_;
  for (size_t i = count; i-- > 0;) Push(static_cast<uint16_t>(fields_[i] == 0 ? 0 : table - fields_[i]));
  Push(static_cast<uint16_t>(table - table_start_));
  Push(static_cast<uint16_t>(vtable_bytes));
  if (!full_) {
    const int32_t distance = static_cast<int32_t>(used_ - table);
    std::memcpy(buffer_.data() + buffer_.size() - table, &distance, sizeof(distance));
  }
  return table;
}

std::span<const uint8_t> MessageWriter::Finish(uint32_t id, Body type, Offset body) {
  StartTable();
  Field(Message::VT_ID, id);
  Reference(Message::VT_BODY, body);
  Field(Message::VT_BODY_TYPE, static_cast<uint8_t>(type));
  const Offset root = EndTable();
  // The message begins on a multiple of the largest alignment in it.
  Allocate(0, 1, alignof(uint64_t), sizeof(uint32_t));
  PushReference(root);
  if (full_) return {};
  return buffer_.last(used_);
}

uint8_t* MessageWriter::Allocate(size_t count, size_t size, size_t alignment, size_t trailing) {
  const size_t bytes = count * size;
  const size_t wanted = used_ + bytes + trailing;
  const size_t padding = (alignment - wanted % alignment) % alignment;
  // count * size cannot wrap: every caller's count is bounded by the size of a message or of a string in
  // memory.
  if (full_ || used_ + padding + bytes > buffer_.size()) {
    full_ = true;
    return nullptr;
  }
  std::memset(buffer_.data() + buffer_.size() - used_ - padding, 0, padding);
  used_ += static_cast<uint32_t>(padding + bytes);
  return buffer_.data() + buffer_.size() - used_;
}

uint8_t* MessageWriter::AllocateVector(uint32_t count, size_t size, size_t alignment) {
  uint8_t* const place = Allocate(count, size, std::max(alignment, sizeof(count)), 0);
  Push(count);
  return place;
}

void MessageWriter::PushReference(Offset target) {
  Allocate(0, 1, sizeof(uint32_t), 0);
  Push(static_cast<uint32_t>(used_ + sizeof(uint32_t) - target));
}

}  // namespace assay::protocol
