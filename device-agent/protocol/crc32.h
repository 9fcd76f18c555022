// The CRC-32 of zlib, Ethernet and PNG: polynomial 0x04C11DB7 reflected, start and final value all ones.
#ifndef ASSAY_PROTOCOL_CRC32_H_
#define ASSAY_PROTOCOL_CRC32_H_

#include <cstdint>
#include <span>

namespace assay::protocol {

// The CRC of `bytes` appended to what `before` is the CRC of (0: of nothing).
uint32_t Crc32(std::span<const uint8_t> bytes, uint32_t before = 0);

}  // namespace assay::protocol

#endif  // ASSAY_PROTOCOL_CRC32_H_
