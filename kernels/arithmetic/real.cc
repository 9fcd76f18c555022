#include "kernels/arithmetic/real.h"

#include <bit>
#include <limits>

namespace assay::kernels {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr uint64_t kFraction = (UINT64_C(1) << 52) - 1;
constexpr double kHalfPi = 0x1.921fb54442d18p+0;

// ln 2 in two parts: the first has so few bits that its product with an exponent is exact.
constexpr double kLn2High = 0x1.62e42fee00000p-1;
constexpr double kLn2Low = 0x1.a39ef35793c76p-33;

double PowerOfTwo(int32_t exponent) {
  return std::bit_cast<double>(static_cast<uint64_t>(exponent + 1023) << 52);
}

// x + x^2/2! + x^3/3! + … for |x| <= ln(2) / 2; what is left out is below 2^-57.
double ExpSeries(double x) {
  double sum = 1.0;
  for (int32_t n = 14; n > 1; --n) sum = 1.0 + sum * x / n;
  return sum * x;
}

// x - x^3/3! + x^5/5! - … for |x| <= pi / 4.
double SinSeries(double x) {
  const double square = x * x;
  double sum = 1.0;
  for (int32_t n = 18; n > 0; n -= 2) sum = 1.0 - sum * square / (n * (n + 1));
  return sum * x;
}

// 1 - x^2/2! + x^4/4! - … for |x| <= pi / 4.
double CosSeries(double x) {
  const double square = x * x;
  double sum = 1.0;
  for (int32_t n = 17; n > 0; n -= 2) sum = 1.0 - sum * square / (n * (n + 1));
  return sum;
}

// An angle as quarter turns and a rest of at most half of one.
struct Angle {
  uint32_t quarter;  // modulo 4
  double rest;       // in radians
};

// Of |x|; x is finite. Payne and Hanek's reduction: |x| / (pi / 2) modulo 4 in integers, from just those
// bits of 2 / pi that matter.
Angle Reduce(float x) {
  const uint32_t bits = std::bit_cast<uint32_t>(x) & 0x7FFFFFFF;
  const auto exponent = static_cast<int32_t>(bits >> 23) - 150;  // |x| = significand * 2^exponent
  if (exponent < -24) return {0, static_cast<double>(std::bit_cast<float>(bits))};  // below 1/2
  const uint64_t significand = (bits & 0x7FFFFF) | 0x800000;
  // 32 zeros before the point, then 2 / pi.
  static constexpr uint32_t kTwoOverPi[] = {0,          0xA2F9836E, 0x4E441529, 0xFC2757D1, 0xF534DDC0,
                                            0xDB629599, 0x3C439041, 0xFE5163AB, 0xDEBBC561};
  // A window of 128 bits, from the bit on whose product with |x| is worth less than 4.
  const int32_t start = 32 + exponent - 2;
  const int32_t word = start / 32;
  const int32_t shift = start % 32;
  uint32_t product[4];  // significand * window, modulo 2^128, most significant word first
  uint64_t carry = 0;
  for (int32_t i = 3; i >= 0; --i) {
    const uint64_t two = static_cast<uint64_t>(kTwoOverPi[word + i]) << 32 | kTwoOverPi[word + i + 1];
    carry += significand * static_cast<uint32_t>(two << shift >> 32);
    product[i] = static_cast<uint32_t>(carry);
    carry >>= 32;
  }
  // The product begins with the two bits of the quarter turns; the next 94 are the fraction of the next one.
  // From a half on, one turn more is nearer, and the fraction is negative.
  uint32_t quarter = product[0] >> 30;
  uint64_t high = (static_cast<uint64_t>(product[0]) << 32 | product[1]) << 2 | product[2] >> 30;
  uint32_t low = product[2] << 2;
  const bool past_half = high >> 63 != 0;
  if (past_half) {
    ++quarter;
    high = ~high;
    low = ~low;
  }
  const double turn =
      static_cast<double>(high) * PowerOfTwo(-64) + static_cast<double>(low) * PowerOfTwo(-96);
  return {quarter & 3, (past_half ? -turn : turn) * kHalfPi};
}

bool IsFinite(float x) { return x - x == 0.0f; }

}  // namespace

double Exp(double x) {
  if (x != x) return x;
  if (x > 709.0) return kInfinity;
  if (x < -708.0) return 0.0;
  // x = power * ln 2 + rest
  constexpr double kLog2E = 0x1.71547652b82fep+0;
  const double real_power = x * kLog2E;
  const auto power = static_cast<int32_t>(real_power < 0 ? real_power - 0.5 : real_power + 0.5);
  const double rest = (x - power * kLn2High) - power * kLn2Low;
  return (1.0 + ExpSeries(rest)) * PowerOfTwo(power);
}

double Expm1(double x) { return x > -0.34 && x < 0.34 ? ExpSeries(x) : Exp(x) - 1.0; }

double Log(double x) {
  if (!(x > 0.0)) return x == 0.0 ? -kInfinity : kNan;
  if (x == kInfinity) return x;
  // x = significand * 2^exponent, the significand between sqrt(1/2) and sqrt(2)
  const auto bits = std::bit_cast<uint64_t>(x);
  auto exponent = static_cast<int32_t>(bits >> 52) - 1023;
  double significand = std::bit_cast<double>((bits & kFraction) | UINT64_C(1023) << 52);
  if (significand > 0x1.6a09e667f3bcdp+0) {
    significand *= 0.5;
    ++exponent;
  }
  // ln s = 2 artanh t = 2 (t + t^3/3 + t^5/5 + …) for t = (s - 1) / (s + 1), |t| < 0.172
  const double t = (significand - 1.0) / (significand + 1.0);
  const double square = t * t;
  double sum = 0.0;
  for (int32_t n = 23; n > 1; n -= 2) sum = (sum + 1.0 / n) * square;
  return exponent * kLn2High + (2.0 * t * (1.0 + sum) + exponent * kLn2Low);
}

double Sin(float x) {
  if (!IsFinite(x)) return kNan;
  if (x == 0.0f) return static_cast<double>(x);
  const Angle angle = Reduce(x);
  const double sin = angle.quarter % 2 == 0 ? SinSeries(angle.rest) : CosSeries(angle.rest);
  return (angle.quarter >= 2) != (x < 0) ? -sin : sin;
}

double Cos(float x) {
  if (!IsFinite(x)) return kNan;
  const Angle angle = Reduce(x);
  const double cos = angle.quarter % 2 == 0 ? CosSeries(angle.rest) : SinSeries(angle.rest);
  return angle.quarter == 1 || angle.quarter == 2 ? -cos : cos;
}

double Tanh(double x) {
  if (x > 22.0) return 1.0;
  if (x < -22.0) return -1.0;
  const double m = Expm1(2.0 * x);
  return m / (m + 2.0);
}

double Sqrt(double x) {
  if (!(x > 0.0)) return x == 0.0 ? x : kNan;
  if (x == kInfinity) return x;
  // x = significand * 2^exponent with an even exponent. The root's 53 bits and one to round by come digit by
  // digit, as on paper.
  const auto bits = std::bit_cast<uint64_t>(x);
  auto exponent = static_cast<int32_t>(bits >> 52) - 1023;
  uint64_t significand = (bits & kFraction) | UINT64_C(1) << 52;
  if (exponent % 2 != 0) {
    significand <<= 1;
    --exponent;
  }
  uint64_t root = 0;
  uint64_t rest = 0;
  for (int32_t digit = 0; digit < 54; ++digit) {
    rest = rest << 2 | (significand >> 52 & 3);
    significand = significand << 2 & ((UINT64_C(1) << 54) - 1);
    const uint64_t next = root << 2 | 1;
    root <<= 1;
    if (rest >= next) {
      rest -= next;
      root |= 1;
    }
  }
  // A root is never half way between two doubles, so its last bit alone says where to round to.
  return static_cast<double>((root + 1) >> 1) * PowerOfTwo(exponent / 2 - 52);
}

float Floor(float x) {
  // From 2^23 on, and if it is no number, there is nothing behind the point.
  if (!(x > -8388608.0f && x < 8388608.0f) || x == 0.0f) return x;
  const auto truncated = static_cast<float>(static_cast<int32_t>(x));
  if (truncated > x) return truncated - 1.0f;
  return truncated;
}

float Ceil(float x) { return -Floor(-x); }

}  // namespace assay::kernels
