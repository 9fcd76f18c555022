#include "device-agent/protocol/cobs.h"

namespace assay::protocol {
namespace {

constexpr uint8_t kFullBlock = 0xff;  // 254 bytes follow, and no zero after them

}  // namespace

size_t CobsEncode(std::span<const uint8_t> plain, std::span<uint8_t> encoded) {
  size_t code_position = 0;
  size_t length = 1;
  uint8_t code = 1;
  for (size_t i = 0; i < plain.size(); ++i) {
    const uint8_t byte = plain[i];
    if (byte != 0) {
      encoded[length++] = byte;
      ++code;
    }
    if (byte == 0 || (code == kFullBlock && i + 1 < plain.size())) {
      encoded[code_position] = code;
      code_position = length++;
      code = 1;
    }
  }
  encoded[code_position] = code;
  return length;
}

bool CobsDecode(std::span<uint8_t> bytes, size_t* plain_bytes) {
  size_t length = 0;
  size_t i = 0;
  while (i < bytes.size()) {
    const uint8_t code = bytes[i++];
    if (code == 0 || code - 1u > bytes.size() - i) return false;
    for (uint8_t n = 1; n < code; ++n) {
      const uint8_t byte = bytes[i++];
      if (byte == 0) return false;
      bytes[length++] = byte;
    }
    if (code != kFullBlock && i < bytes.size()) bytes[length++] = 0;
  }
  *plain_bytes = length;
  return !bytes.empty();
}

}  // namespace assay::protocol
