#include "device-agent/protocol/frame.h"

#include <algorithm>

#include "device-agent/protocol/cobs.h"
#include "device-agent/protocol/crc32.h"

namespace assay::protocol {

size_t EncodeFrame(const FrameHeader& header, std::span<const uint8_t> payload, std::span<uint8_t> wire) {
  const size_t frame_bytes = payload.size() + kFrameOverhead;
  const std::span<uint8_t> frame = wire.subspan(CobsMaxBytes(frame_bytes) - frame_bytes, frame_bytes);
  frame[0] = static_cast<uint8_t>(header.kind);
  frame[1] = header.sequence;
  frame[2] = header.acknowledge;
  frame[3] = header.credits;
  frame[4] = static_cast<uint8_t>(header.session);
  frame[5] = static_cast<uint8_t>(header.session >> 8);
  std::copy(payload.begin(), payload.end(), frame.begin() + kFrameHeaderBytes);
  const uint32_t crc = Crc32(frame.first(frame_bytes - kFrameTrailerBytes));
  for (size_t i = 0; i < kFrameTrailerBytes; ++i) {
    frame[frame_bytes - kFrameTrailerBytes + i] = static_cast<uint8_t>(crc >> (8 * i));
  }
  const size_t encoded = CobsEncode(frame, wire);
  wire[encoded] = 0;
  return encoded + 1;
}

bool DecodeFrame(std::span<uint8_t> wire, FrameHeader* header, std::span<const uint8_t>* payload) {
  size_t frame_bytes = 0;
  if (!CobsDecode(wire, &frame_bytes) || frame_bytes < kFrameOverhead) return false;
  const std::span<const uint8_t> frame = wire.first(frame_bytes);
  const std::span<const uint8_t> trailer = frame.last(kFrameTrailerBytes);
  uint32_t crc = 0;
  for (size_t i = 0; i < kFrameTrailerBytes; ++i) crc |= uint32_t{trailer[i]} << (8 * i);
  if (crc != Crc32(frame.first(frame_bytes - kFrameTrailerBytes))) return false;
  if (frame[0] < static_cast<uint8_t>(FrameKind::kOpen) ||
      frame[0] > static_cast<uint8_t>(FrameKind::kPoll)) {
    return false;
  }
  *header = {.kind = static_cast<FrameKind>(frame[0]),
             .sequence = frame[1],
             .acknowledge = frame[2],
             .credits = frame[3],
             .session = static_cast<uint16_t>(frame[4] | frame[5] << 8)};
  *payload = frame.subspan(kFrameHeaderBytes, frame_bytes - kFrameOverhead);
  return true;
}

}  // namespace assay::protocol
