#include "harness/unit/thumb.h"

namespace assay {
namespace {

constexpr uint32_t kAlways = 14;  // conditions from here on are other instructions

// A branch counts from four bytes after its own address, in two's complement of `width` bits.
int64_t Target(uint32_t offset, unsigned width) {
  const int64_t sign = INT64_C(1) << (width - 1);
  return 4 + ((static_cast<int64_t>(offset) ^ sign) - sign);
}

std::optional<int64_t> DecodeShort(uint32_t word) {
  if ((word & 0xF000) == 0xD000 && (word >> 8 & 15) < kAlways) return Target((word & 0xFF) << 1, 9);
  if ((word & 0xF800) == 0xE000) return Target((word & 0x7FF) << 1, 12);
  // CBZ and CBNZ go forward only.
  if ((word & 0xF500) == 0xB100) return Target((word >> 9 & 1) << 6 | (word >> 3 & 31) << 1, 8);
  return std::nullopt;
}

std::optional<int64_t> DecodeLong(uint32_t first, uint32_t second) {
  if ((first & 0xF800) != 0xF000 || (second & 0x8000) == 0) return std::nullopt;
  const uint32_t sign = first >> 10 & 1;
  const uint32_t j1 = second >> 13 & 1;
  const uint32_t j2 = second >> 11 & 1;
  const uint32_t low = (second & 0x7FF) << 1;
  if ((second & 0x1000) != 0) {  // B.W and BL
    const uint32_t high = sign << 2 | (1 ^ j1 ^ sign) << 1 | (1 ^ j2 ^ sign);
    return Target(high << 22 | (first & 0x3FF) << 12 | low, 25);
  }
  if ((second & 0x4000) != 0 || (first >> 6 & 15) >= kAlways) return std::nullopt;
  return Target(sign << 20 | j2 << 19 | j1 << 18 | (first & 0x3F) << 12 | low, 21);
}

}  // namespace

ThumbInstruction DecodeThumb(uint16_t first, uint16_t second) {
  if (first >> 11 < 0x1D) return {2, DecodeShort(first)};
  return {4, DecodeLong(first, second)};
}

}  // namespace assay
