#include "kernels/square_root.h"

#include <bit>
#include <cstdint>
#include <limits>

namespace assay::kernels {

float SquareRoot(float x) {
  if (!(x > 0.0f)) return x == 0.0f ? x : std::numeric_limits<float>::quiet_NaN();
  if (x > std::numeric_limits<float>::max()) return x;
  // x = significand * 2^(exponent - 23) with an even exponent; subnormal numbers are made normal first.
  const bool subnormal = x < std::numeric_limits<float>::min();
  const auto bits = std::bit_cast<uint32_t>(subnormal ? x * 0x1p24f : x);
  auto exponent = static_cast<int32_t>(bits >> 23) - 127 - (subnormal ? 24 : 0);
  uint64_t significand = (bits & 0x7FFFFF) | 1U << 23;
  if (exponent % 2 != 0) {
    significand <<= 1;
    --exponent;
  }
  // 25 bits of the root: those of the result, and one to round by.
  const uint64_t square = significand << 25;
  uint64_t root = 0;
  for (uint64_t bit = 1U << 24; bit > 0; bit >>= 1) {
    if ((root | bit) * (root | bit) <= square) root |= bit;
  }
  // It is never half way between two floats, so its last bit alone says where to.
  const auto power = std::bit_cast<float>(static_cast<uint32_t>(exponent / 2 - 23 + 127) << 23);
  return static_cast<float>((root + 1) >> 1) * power;
}

}  // namespace assay::kernels
