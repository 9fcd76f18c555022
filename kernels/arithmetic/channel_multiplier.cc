// Runs at every inference, for every channel: apart from what runs at load.
#include <bit>

#include "kernels/arithmetic/quantize.h"

namespace assay::kernels {
namespace {

// significand * 2^exponent, 2^23 <= significand < 2^24.
struct Unpacked {
  uint32_t significand;
  int32_t exponent;
};

Unpacked Unpack(float x) {
  const auto bits = std::bit_cast<uint32_t>(x);
  const uint32_t fraction = bits & ((1U << 23) - 1);
  const auto exponent = static_cast<int32_t>(bits >> 23);
  if (exponent > 0) return {fraction | 1U << 23, exponent - 150};
  const int32_t shift = std::countl_zero(fraction) - 8;  // subnormal
  return {fraction << shift, -149 - shift};
}

}  // namespace

Multiplier ChannelMultiplier(float input_scale, float weight_scale, float output_scale) {
  const Unpacked input = Unpack(input_scale);
  const Unpacked weight = Unpack(weight_scale);
  const Unpacked output = Unpack(output_scale);
  const uint32_t divisor = output.significand;
  uint64_t dividend = static_cast<uint64_t>(input.significand) * weight.significand;
  int32_t shift = input.exponent + weight.exponent - output.exponent + 31 - 6;
  // Now between 2^46 and 2^48; the quotient is to have 25 bits, of which the first is one.
  while (dividend >> 24 < divisor) {
    dividend <<= 1;
    --shift;
  }
  // Division by hand, eight bits at a time, and then seven beyond the point: 32 bits.
  uint32_t remainder = static_cast<uint32_t>(dividend >> 24) - divisor;
  uint32_t quotient = 1;
  const auto digits = [&](int32_t bits, uint32_t next) {
    remainder = remainder << bits | next;
    quotient = quotient << bits | remainder / divisor;
    remainder %= divisor;
  };
  const auto low = static_cast<uint32_t>(dividend) & ((1U << 24) - 1);
  digits(8, low >> 16);
  digits(8, low >> 8 & 0xFF);
  digits(8, low & 0xFF);
  digits(7, 0);
  // Rounded to 31 bits, half up, but of what it would be as a double, that is, rounded to 53 bits: less than
  // 2^-22 below the next number of 32 bits is that number.
  const bool next = divisor - remainder <= divisor >> 22;
  uint32_t rounded = (quotient >> 1) + ((quotient & 1) != 0 || next ? 1 : 0);
  if (rounded == 1U << 31) {
    rounded >>= 1;
    ++shift;
  }
  if (shift < -31) return {0, 0};
  return {static_cast<int32_t>(rounded), shift};
}

}  // namespace assay::kernels
