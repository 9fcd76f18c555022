// HARD_SWISH: x * min(max(x + 3, 0), 6) / 6 of int8 (of float32: unary.h). Shapes as in elementwise.h.
// The 16-bit arithmetic is that of TensorFlow Lite (kernels/internal/reference/hard_swish.h).
#ifndef ASSAY_KERNELS_OPERATORS_HARD_SWISH_H_
#define ASSAY_KERNELS_OPERATORS_HARD_SWISH_H_

#include "kernels/kernel.h"

namespace assay::kernels {

// The real number value * 2^(shift - 15).
struct Multiplier16 {
  int16_t value;
  int16_t shift;
};

// Inputs count in 1/128 of the input's scale.
struct HardSwishParams {
  int32_t elements;
  Multiplier16 output;  // from there to the output's scale
  Multiplier16 gate;    // from there to 3/32768, in which the gate saturates at -3 and 3
  int16_t input_zero_point;
  int16_t output_zero_point;
};

Status PrepareHardSwish(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_HARD_SWISH_H_
