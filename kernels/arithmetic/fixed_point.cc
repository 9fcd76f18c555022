#include "kernels/arithmetic/fixed_point.h"

#include <bit>
#include <limits>

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

// 2 / (1 + x) in Q2 for 0 <= x < 1 in Q0.
int32_t TwoOverOnePlus(int32_t x) {
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
  return y;
}

}  // namespace

int32_t SaturatingShiftLeft(int32_t x, int32_t exponent) {
  const int64_t wide = static_cast<int64_t>(x) * (INT64_C(1) << exponent);
  if (wide > std::numeric_limits<int32_t>::max()) return std::numeric_limits<int32_t>::max();
  if (wide < std::numeric_limits<int32_t>::min()) return std::numeric_limits<int32_t>::min();
  return static_cast<int32_t>(wide);
}

int32_t ExpOfNegative(int32_t x, int32_t integer_bits) {
  if (x == 0) return kOneQ0;
  const int32_t quarter = 1 << (31 - integer_bits - 2);
  // x = near - rest: near in [-1/4, 0), rest a sum of quarters, halves, ones … up to 2^(integer_bits - 1).
  const int32_t near = (x & (quarter - 1)) - quarter;
  const int32_t rest = near - x;
  int32_t result = ExpNearZero(SaturatingShiftLeft(near, integer_bits));
  // exp(-2^k) in Q0 for k = -2 … 4.
  constexpr int32_t kExpOfMinusPowers[] = {1672461947, 1302514674, 790015084, 290630308,
                                           39332535,   720401,     242};
  for (int32_t i = 0; i < integer_bits + 2; ++i) {
    if (rest & quarter << i) result = Multiply(result, kExpOfMinusPowers[i]);
  }
  return result;
}

// 2 / (1 + x) in Q2 is 1 / (1 + x) in Q1.
int32_t OneOverOnePlus(int32_t x) { return SaturatingShiftLeft(TwoOverOnePlus(x), 1); }

int32_t Logistic(int32_t x) {
  if (x == 0) return 1 << 30;
  const int32_t of_magnitude = OneOverOnePlus(ExpOfNegative(x > 0 ? -x : x, 4));
  return x > 0 ? of_magnitude : kOneQ0 - of_magnitude;
}

int32_t Tanh(int32_t x) {
  if (x == 0) return 0;
  // tanh |x| = (1 - e) / (1 + e) = 2 / (1 + e) - 1 with e = exp(-2 |x|); twice a Q4 number is the same in Q5.
  constexpr int32_t kOneQ2 = 1 << 29;
  const int32_t e = ExpOfNegative(x > 0 ? -x : x, 5);
  const int32_t of_magnitude = SaturatingShiftLeft(TwoOverOnePlus(e) - kOneQ2, 2);
  return x > 0 ? of_magnitude : -of_magnitude;
}

int32_t LogOfAtLeastOne(int32_t x) {
  constexpr int32_t kInputBits = 12;
  constexpr int32_t kSumBits = 6;        // integer bits of intermediate results: one more than of the result
  constexpr int32_t kLog2 = 1488522236;  // Q0, like all below
  constexpr int32_t kFourthRootOfHalf = 1805811301;
  constexpr int32_t kRootOfHalf = 1518500250;
  constexpr int32_t kQuarter = 1 << 29;
  // Of the rational approximation, with c the fourth root of 2:
  constexpr int32_t kAlphaN = 117049297;   // 11/240 c
  constexpr int32_t kAlphaD = 127690142;   // 1/20 c
  constexpr int32_t kAlphaI = 1057819769;  // 2/c - c
  constexpr int32_t kAlphaF = 638450708;   // 1/4 c

  // x = r * 2^power, r in Q0, in two ways: r below 1 times the root of 1/2, or r below 1. The smaller r is
  // taken, which lies around the fourth root of 1/2, and the larger power.
  const int32_t quarter = RoundingDivideByPOT(kQuarter, kSumBits);
  const int32_t zeros_a = std::countl_zero(static_cast<uint32_t>(x));
  const int32_t r_a = SaturatingShiftLeft(Multiply(SaturatingShiftLeft(x, zeros_a - 1), kRootOfHalf), 1);
  const int32_t power_a = SaturatingShiftLeft(kInputBits - zeros_a, 31 - kSumBits) + quarter;
  const int32_t zeros_b = std::countl_zero(static_cast<uint32_t>(Multiply(x, kRootOfHalf))) - 1;
  const int32_t r_b = SaturatingShiftLeft(x, zeros_b);
  const int32_t power_b = SaturatingShiftLeft(kInputBits - zeros_b, 31 - kSumBits) - quarter;
  const int32_t r = r_a < r_b ? r_a : r_b;
  const int32_t power = power_a > power_b ? power_a : power_b;

  const int64_t twice_p = static_cast<int64_t>(r) + kFourthRootOfHalf;
  const auto p = static_cast<int32_t>((twice_p + 1) / 2);
  const int32_t q = 2 * (r - kFourthRootOfHalf);
  const int32_t square = Multiply(q, q);
  const int32_t numerator = Multiply(q, r) + Multiply(Multiply(q, square), kAlphaN);
  const int32_t denominator_minus_one =
      Multiply(p, kAlphaI + q + Multiply(kAlphaD, square)) + Multiply(kAlphaF, q);
  const int32_t fraction =
      Multiply(RoundingDivideByPOT(numerator, kSumBits), OneOverOnePlus(denominator_minus_one));
  return SaturatingShiftLeft(Multiply(power, kLog2) + fraction, 1);
}

Multiplier InverseSqrt(int32_t x) {
  if (x <= 1) return {kOneQ0, 0};
  // x = input * 4^(…) with input in [2^27, 2^29), that is, in [1/4, 1) as Q2 and, halved, as Q3.
  int32_t right_shift = 11;
  while (x >= 1 << 29) {
    x /= 4;
    ++right_shift;
  }
  const int32_t pairs = (std::countl_zero(static_cast<uint32_t>(x)) - 1) / 2 - 1;
  right_shift -= pairs;
  const int32_t input = (x << 2 * pairs) >> 1;
  const int32_t half_input = RoundingDivideByPOT(input, 1);
  // Newton-Raphson in Q3 from 1. A product of two Q3 numbers is Q6, of three Q9.
  constexpr int32_t kThreeHalves = 3 << 27;
  constexpr int32_t kRootOfHalf = 1518500250;  // Q0
  int32_t y = 1 << 28;
  for (int32_t i = 0; i < 5; ++i) {
    const int32_t cube = SaturatingShiftLeft(Multiply(Multiply(y, y), y), 6);
    y = SaturatingShiftLeft(Multiply(kThreeHalves, y) - Multiply(half_input, cube), 3);
  }
  y = Multiply(y, kRootOfHalf);
  if (right_shift < 0) {
    y <<= -right_shift;
    right_shift = 0;
  }
  return {y, -right_shift};
}

Reciprocal ReciprocalOf(int32_t x, int32_t integer_bits) {
  // x is normalised to [1, 2): the leading one goes to bit 31, and what is below it is the fraction.
  const int32_t headroom = std::countl_zero(static_cast<uint32_t>(x));
  const auto fraction = static_cast<int32_t>((static_cast<uint32_t>(x) << headroom) - (UINT32_C(1) << 31));
  return {OneOverOnePlus(fraction), integer_bits - headroom};
}

}  // namespace assay::kernels
