// Consistent Overhead Byte Stuffing (Cheshire and Baker, 1999): encodes bytes so that none of them is zero,
// which leaves zero free to separate frames.
#ifndef ASSAY_PROTOCOL_COBS_H_
#define ASSAY_PROTOCOL_COBS_H_

#include <cstddef>
#include <cstdint>
#include <span>

namespace assay::protocol {

// Most bytes that `plain` bytes can become.
constexpr size_t CobsMaxBytes(size_t plain) { return plain + plain / 254 + 1; }

// Returns the length of the encoding. `encoded` must hold CobsMaxBytes(plain.size()) bytes; `plain` may lie
// in it if it ends where a buffer of that size ends.
size_t CobsEncode(std::span<const uint8_t> plain, std::span<uint8_t> encoded);

// Decodes in place; returns false if the bytes are not an encoding.
bool CobsDecode(std::span<uint8_t> bytes, size_t* plain_bytes);

}  // namespace assay::protocol

#endif  // ASSAY_PROTOCOL_COBS_H_
