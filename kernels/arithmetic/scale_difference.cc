#include "kernels/arithmetic/scale_difference.h"

#include <bit>
#include <cstdint>
#include <utility>

namespace assay::kernels {
namespace {

// significand * 2^exponent
struct Number {
  uint64_t significand;
  int32_t exponent;
};

// Out of line: this is small, not fast. With `spare` bits above the first one that is set.
[[gnu::noinline]] Number Normalised(Number x, int32_t spare) {
  if (x.significand == 0) return {0, INT16_MIN};
  const int32_t shift = std::countl_zero(x.significand) - spare;
  return {x.significand << shift, x.exponent - shift};
}

// Without the sign. Of a finite float.
[[gnu::noinline]] Number Unpack(float x) {
  const auto bits = std::bit_cast<uint32_t>(x);
  const uint32_t fraction = bits & ((1U << 23) - 1);
  const auto exponent = static_cast<int32_t>(bits >> 23 & 0xFF);
  return exponent > 0 ? Number{fraction | 1U << 23, exponent - 150} : Number{fraction, -149};
}

// |a + b| or |a - b|, rounded to the 53 bits of a double, halves to even.
Number RoundedDistance(Number a, Number b, bool add) {
  a = Normalised(a, 2);
  b = Normalised(b, 2);
  if (a.exponent < b.exponent) std::swap(a, b);
  // What the smaller loses to the shift only matters as being there: there are bits to spare below the 53.
  int32_t gap = a.exponent - b.exponent;
  if (gap > 63) gap = 63;
  uint64_t smaller = b.significand >> gap;
  if (smaller << gap != b.significand) smaller |= 1;
  if (!add) smaller = -smaller;
  uint64_t sum = a.significand + smaller;
  if (static_cast<int64_t>(sum) < 0) sum = -sum;
  const Number exact = Normalised({sum, a.exponent}, 0);
  const uint64_t rounded = exact.significand + 0x3FF + (exact.significand >> 11 & 1);
  if (rounded < exact.significand) return {UINT64_C(1) << 63, exact.exponent + 1};
  return {rounded & ~UINT64_C(0x7FF), exact.exponent};
}

// Both normalised.
bool Less(const Number& a, const Number& b) {
  return a.exponent != b.exponent ? a.exponent < b.exponent : a.significand < b.significand;
}

}  // namespace

bool BiasScaleFits(float input, float weights, float bias, float output) {
  constexpr uint32_t kInfinity = 0x7F800000;
  const auto bits = std::bit_cast<uint32_t>(bias);
  if ((bits & kInfinity) == kInfinity) return false;  // or no number
  const Number in = Unpack(input);
  const Number weight = Unpack(weights);
  const Number subtrahend = Unpack(bias);
  const Number out = Unpack(output);
  const Number product = {in.significand * weight.significand, in.exponent + weight.exponent};
  const Number distance = RoundedDistance(product, subtrahend, bits >> 31 != 0);
  // A quotient below the middle between the double 0.02, which is odd, and the next one is rounded to 0.02 or
  // less. So distance < middle * output, a product of up to 78 bits: the distance has 53, so that of the
  // product's bits the first 62 decide, and whether there are others.
  constexpr uint64_t kMiddle = 2 * UINT64_C(0x147AE147AE147B) + 1;
  constexpr int32_t kMiddleExponent = -59;
  const uint64_t low = (kMiddle & UINT32_MAX) * out.significand;
  const uint64_t high = (kMiddle >> 32) * out.significand + (low >> 32);
  const Number limit =
      Normalised({high << 16 | (low >> 16 & UINT16_MAX), out.exponent + kMiddleExponent + 16}, 0);
  return Less(distance, limit) || (!Less(limit, distance) && (low & UINT16_MAX) != 0);
}

bool ScalesAreClose(float a, float b) {
  constexpr Number kLimit = {UINT64_C(0x10C6F7A0B5ED8D) << 11, -83};  // the double 1e-6
  return !Less(kLimit, RoundedDistance(Unpack(a), Unpack(b), false));
}

}  // namespace assay::kernels
