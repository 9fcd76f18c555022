// The frames of the link (docs/link.md): a header, a payload and a CRC-32, encoded with COBS and ended by a
// zero byte.
#ifndef ASSAY_PROTOCOL_FRAME_H_
#define ASSAY_PROTOCOL_FRAME_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "device-agent/protocol/cobs.h"

namespace assay::protocol {

constexpr uint8_t kLinkVersion = 1;

enum class FrameKind : uint8_t { kOpen = 1, kOpened = 2, kData = 3, kAck = 4, kPoll = 5 };

struct FrameHeader {
  FrameKind kind;
  uint8_t sequence;     // of a data frame; else the sequence the sender's next new data frame will have
  uint8_t acknowledge;  // the sequence the sender expects next
  uint8_t credits;      // data frames from `acknowledge` on that the sender can take
  uint16_t session;
};

// An agent that dies sends no frame but a line of text, between two zeros, that begins like this
// (docs/link.md). No frame does: encoded, its second byte is its kind, or it has none.
constexpr std::string_view kFaultReport = "ASSAY-FAULT";

constexpr size_t kFrameHeaderBytes = 6;
constexpr size_t kFrameTrailerBytes = 4;
constexpr size_t kFrameOverhead = kFrameHeaderBytes + kFrameTrailerBytes;

// Most bytes on the wire of a frame with `payload` bytes of payload, its ending zero included.
constexpr size_t MaxWireBytes(size_t payload) { return CobsMaxBytes(payload + kFrameOverhead) + 1; }

// Writes the frame as it goes over the wire, ending zero included, and returns its length. `wire` must hold
// MaxWireBytes(payload.size()) bytes.
size_t EncodeFrame(const FrameHeader& header, std::span<const uint8_t> payload, std::span<uint8_t> wire);

// Decodes, in place, what stood between two zeros on the wire. Returns false if it is not an undamaged frame.
// The payload is the part of `wire` from byte kFrameHeaderBytes on.
bool DecodeFrame(std::span<uint8_t> wire, FrameHeader* header, std::span<const uint8_t>* payload);

}  // namespace assay::protocol

#endif  // ASSAY_PROTOCOL_FRAME_H_
