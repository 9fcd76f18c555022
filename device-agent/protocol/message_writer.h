// Writes one message as a FlatBuffer into a fixed buffer. The builder of the FlatBuffers library allocates
// from the heap, which firmware does not have; programs of the PC use that one.
//
// As FlatBuffers wants it, a message is written from its end to its beginning: first strings and vectors,
// then the table that refers to them, last Finish.
#ifndef ASSAY_PROTOCOL_MESSAGE_WRITER_H_
#define ASSAY_PROTOCOL_MESSAGE_WRITER_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include "device-agent/protocol/flatbuffers.h"

namespace assay::protocol {

class MessageWriter {
 public:
  using Offset = uint32_t;  // of something written, from the end of the buffer

  // The buffer's end must be aligned to 8 bytes.
  explicit MessageWriter(std::span<uint8_t> buffer) : buffer_(buffer) {}

  Offset String(const char* text);
  Offset Bytes(std::span<const uint8_t> bytes);
  Offset Offsets(std::span<const Offset> offsets);
  // A vector of `count` numbers or structs, which the caller then fills: empty if there is no room for them.
  template <typename T>
  Offset Vector(uint32_t count, std::span<T>* elements) {
    uint8_t* const place = AllocateVector(count, sizeof(T), alignof(T));
    *elements = {reinterpret_cast<T*>(place), place == nullptr ? 0 : count};
    return used_;
  }

  // A table: StartTable, its fields (`field` is the generated VT_... constant), EndTable. Tables do not nest.
  void StartTable();
  template <typename T>
  void Field(uint16_t field, T value) {
    Push(value);
    fields_[FieldIndex(field)] = used_;
  }
  void Reference(uint16_t field, Offset target);
  Offset EndTable();

  // Returns the whole message; empty if the buffer is too small for it.
  std::span<const uint8_t> Finish(uint32_t id, Body type, Offset body);

 private:
  static constexpr size_t kMaxFields = 24;

  static size_t FieldIndex(uint16_t field) { return field / sizeof(uint16_t) - 2; }

  // Room for count * size bytes, then `trailing` bytes, such that the room is aligned. Null if it does not
  // fit.
  uint8_t* Allocate(size_t count, size_t size, size_t alignment, size_t trailing);
  // The same for the elements of a vector, with their count before them.
  uint8_t* AllocateVector(uint32_t count, size_t size, size_t alignment);
  template <typename T>
  void Push(T value) {
    if (uint8_t* place = Allocate(1, sizeof(T), sizeof(T), 0)) std::memcpy(place, &value, sizeof(T));
  }
  void PushReference(Offset target);

  std::span<uint8_t> buffer_;
  uint32_t used_ = 0;
  bool full_ = false;
  uint32_t table_start_ = 0;
  Offset fields_[kMaxFields] = {};  // of the open table; 0: absent
};

}  // namespace assay::protocol

#endif  // ASSAY_PROTOCOL_MESSAGE_WRITER_H_
