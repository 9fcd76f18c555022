// The messages of the link: messages.fbs as C++. Freestanding.
#ifndef ASSAY_PROTOCOL_MESSAGE_H_
#define ASSAY_PROTOCOL_MESSAGE_H_

#include <cstddef>
#include <cstdint>
#include <span>

#include "device-agent/protocol/flatbuffers.h"

namespace assay::protocol {

constexpr uint16_t kMessagesVersion = 2;  // Hello.version

// A message whose only vector holds n bytes (ModelChunk, WriteInput, Output, and the lists) takes at most n
// bytes more than this.
constexpr size_t kDataOverhead = 80;

// Checks every offset in `bytes`, which must be aligned to 8, and returns the message, or null if it is none.
// What is returned has a body of a known type, so body_as_X() is not null for X of that type; strings and
// vectors may be null.
const Message* ParseMessage(std::span<const uint8_t> bytes);

}  // namespace assay::protocol

#endif  // ASSAY_PROTOCOL_MESSAGE_H_
