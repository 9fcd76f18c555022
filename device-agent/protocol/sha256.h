// SHA-256 (FIPS 180-4) in portable code, because a board has no library for it.
#ifndef ASSAY_PROTOCOL_SHA256_H_
#define ASSAY_PROTOCOL_SHA256_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace assay::protocol {

using Sha256Digest = std::array<uint8_t, 32>;

Sha256Digest Sha256(std::span<const uint8_t> bytes);

}  // namespace assay::protocol

#endif  // ASSAY_PROTOCOL_SHA256_H_
