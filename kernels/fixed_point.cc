#include "kernels/fixed_point.h"

#include <bit>
#include <limits>

#include "kernels/quantize.h"

namespace assay::kernels {
namespace {

constexpr int32_t kOneQ0 = std::numeric_limits<int32_t>::max();

int32_t Multiply(int32_t a, int32_t b) { return SaturatingRoundingDoublingHighMul(a, b); }

// exp(x) in Q0 for -1/4 <= x < 0 in Q0: the Taylor polynomial of degree 4 around -1/8.
int32_t ExpNearZero(int32_t x) {
  constexpr int32_t kExpOfMinusOneEighth = 1895147668;  // Q0
  constexpr int32_t kOneThird = 715827883;              // Q0
  constexpr int32_t kOneEighth = 1 << 28;               // Q0
  const int32_t t = x + kOneEighth;
  const int32_t t2 = Multiply(t, t);
  const int32_t t3 = Multiply(t2, t);
  const int32_t t4 = Multiply(t2, t2);
  // t^2/2 + t^3/6 + t^4/24 = ((t^4/4 + t^3) / 3 + t^2) / 2
  const int32_t higher = RoundingDivideByPOT(Multiply(RoundingDivideByPOT(t4, 2) + t3, kOneThird) + t2, 1);
  return kExpOfMinusOneEighth + Multiply(kExpOfMinusOneEighth, t + higher);
}

}  // namespace

int32_t SaturatingShiftLeft(int32_t x, int32_t exponent) {
  const int64_t wide = static_cast<int64_t>(x) * (INT64_C(1) << exponent);
  if (wide > std::numeric_limits<int32_t>::max()) return std::numeric_limits<int32_t>::max();
  if (wide < std::numeric_limits<int32_t>::min()) return std::numeric_limits<int32_t>::min();
  return static_cast<int32_t>(wide);
}

int32_t ExpOfNegative(int32_t x) {
  if (x == 0) return kOneQ0;
  constexpr int32_t kFractionBits = 31 - 5;
  constexpr int32_t kQuarter = 1 << (kFractionBits - 2);
  // x = near - rest: near in [-1/4, 0), rest a sum of quarters, halves, ones … up to 16.
  const int32_t near = (x & (kQuarter - 1)) - kQuarter;
  const int32_t rest = near - x;
  int32_t result = ExpNearZero(SaturatingShiftLeft(near, 5));
  // exp(-2^k) in Q0 for k = -2 … 4.
  constexpr int32_t kExpOfMinusPowers[] = {1672461947, 1302514674, 790015084, 290630308,
                                           39332535,   720401,     242};
  for (int32_t i = 0; i < 7; ++i) {
    if (rest & kQuarter << i) result = Multiply(result, kExpOfMinusPowers[i]);
  }
  return result;
}

int32_t OneOverOnePlus(int32_t x) {
  // Newton-Raphson for 1/d with d = (1 + x) / 2 in [1/2, 1), in Q2, from the usual linear first guess 48/17 -
  // 32/17 d.
  constexpr int32_t k48Over17 = 1515870810;        // Q2
  constexpr int32_t kMinus32Over17 = -1010580540;  // Q2
  constexpr int32_t kOneQ2 = 1 << 29;
  const auto d = static_cast<int32_t>((static_cast<int64_t>(x) + kOneQ0 + 1) / 2);
  int32_t y = k48Over17 + Multiply(d, kMinus32Over17);
  for (int i = 0; i < 3; ++i) {
    const int32_t error = kOneQ2 - Multiply(d, y);
    y += SaturatingShiftLeft(Multiply(y, error), 2);
  }
  // y is 2 / (1 + x) in Q2, that is, 1 / (1 + x) in Q1.
  return SaturatingShiftLeft(y, 1);
}

Reciprocal ReciprocalOf(int32_t x, int32_t integer_bits) {
  // x is normalised to [1, 2): the leading one goes to bit 31, and what is below it is the fraction.
  const int32_t headroom = std::countl_zero(static_cast<uint32_t>(x));
  const auto fraction = static_cast<int32_t>((static_cast<uint32_t>(x) << headroom) - (UINT32_C(1) << 31));
  return {OneOverOnePlus(fraction), integer_bits - headroom};
}

}  // namespace assay::kernels
