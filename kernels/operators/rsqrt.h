// RSQRT, 1 / sqrt(x), of int8 and int16 (of float32: unary.h). int16 has zero points 0. Shapes as in
// elementwise.h. The root of 0 counts as that of the output's largest number; a negative x ends the inference
// with kOutOfDomain.
#ifndef ASSAY_KERNELS_OPERATORS_RSQRT_H_
#define ASSAY_KERNELS_OPERATORS_RSQRT_H_

#include "kernels/arithmetic/quantize.h"
#include "kernels/kernel.h"

namespace assay::kernels {

// Bits behind the point of the integer part's inverse root.
inline constexpr int32_t kRsqrtFractionBits = 20;

struct RsqrtParams {
  int32_t elements;
  Multiplier multiplier;  // takes that number to the output's scale
  int16_t input_zero_point;
  int16_t output_zero_point;
};

Status PrepareRsqrt(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_RSQRT_H_
