// Transcendental functions in fixed point, as gemmlowp's fixedpoint.h defines them for the reference `tflm`.
// "Qm" below is a signed 32-bit number with m integer bits: raw / 2^(31 - m).
#ifndef ASSAY_KERNELS_FIXED_POINT_H_
#define ASSAY_KERNELS_FIXED_POINT_H_

#include <cstdint>

namespace assay::kernels {

// x * 2^exponent, saturating; 0 <= exponent <= 30.
int32_t SaturatingShiftLeft(int32_t x, int32_t exponent);

// exp(x) in Q0 for x <= 0 in Q5. exp(0) is the largest Q0 number.
int32_t ExpOfNegative(int32_t x);

// 1 / (1 + x) in Q0 for 0 <= x < 1 in Q0.
int32_t OneOverOnePlus(int32_t x);

// 1 / x for x > 0 in Q`integer_bits`: the result is value / 2^(31 + bits_over_unit), value in Q0.
struct Reciprocal {
  int32_t value;
  int32_t bits_over_unit;
};
Reciprocal ReciprocalOf(int32_t x, int32_t integer_bits);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_FIXED_POINT_H_
