// Transcendental functions in fixed point, as gemmlowp's fixedpoint.h and TensorFlow Lite's
// kernels/internal/common.h (the logarithm, the root) define them for the reference `tflm`.
// "Qm" below is a signed 32-bit number with m integer bits: raw / 2^(31 - m).
#ifndef ASSAY_KERNELS_ARITHMETIC_FIXED_POINT_H_
#define ASSAY_KERNELS_ARITHMETIC_FIXED_POINT_H_

#include <cstdint>

#include "kernels/arithmetic/quantize.h"

namespace assay::kernels {

// x * 2^exponent, saturating; 0 <= exponent <= 30.
int32_t SaturatingShiftLeft(int32_t x, int32_t exponent);

// exp(x) in Q0 for x <= 0 in Q`integer_bits`, which are at most 5. exp(0) is the largest Q0 number.
int32_t ExpOfNegative(int32_t x, int32_t integer_bits = 5);

// 1 / (1 + x) in Q0 for 0 <= x < 1 in Q0.
int32_t OneOverOnePlus(int32_t x);

// 1 / (1 + exp(-x)) and tanh(x) in Q0 for x in Q4.
int32_t Logistic(int32_t x);
int32_t Tanh(int32_t x);

// The natural logarithm in Q5 of x in Q12, x >= 1.
int32_t LogOfAtLeastOne(int32_t x);

// 1 / sqrt(x) for an integer x >= 0; that of 0 counts as 1. The shift is never positive.
Multiplier InverseSqrt(int32_t x);

// 1 / x for x > 0 in Q`integer_bits`: the result is value / 2^(31 + bits_over_unit), value in Q0.
struct Reciprocal {
  int32_t value;
  int32_t bits_over_unit;
};
Reciprocal ReciprocalOf(int32_t x, int32_t integer_bits);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_ARITHMETIC_FIXED_POINT_H_
