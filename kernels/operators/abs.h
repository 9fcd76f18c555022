// ABS of int8 and int16 (of float32: unary.h). Shapes as in elementwise.h.
//   int8   quantised
//   int16  quantised, with zero points 0; or not at all, and then the magnitude of -32768 is -32768
#ifndef ASSAY_KERNELS_OPERATORS_ABS_H_
#define ASSAY_KERNELS_OPERATORS_ABS_H_

#include "kernels/arithmetic/quantize.h"
#include "kernels/kernel.h"

namespace assay::kernels {

struct AbsParams {
  int32_t elements;
  Multiplier multiplier;
  int16_t input_zero_point;
  int16_t output_zero_point;
  bool quantized;
};

Status PrepareAbs(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_ABS_H_
