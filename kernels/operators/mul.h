// MUL (int8, int16) and DIV (int8) of quantised tensors, with broadcasting (broadcast.h).
//   inputs  0, 1: of the same type
//   output  of that type
// int16 takes zero points of 0 only. Sources: mul_common.cc and div.cc in tensorflow/lite/micro/kernels, and
// div.h below them, of TensorFlow Lite Micro.
#ifndef ASSAY_KERNELS_OPERATORS_MUL_H_
#define ASSAY_KERNELS_OPERATORS_MUL_H_

#include "kernels/arithmetic/broadcast.h"
#include "kernels/arithmetic/quantize.h"

namespace assay::kernels {

// MUL: output = Clamp(MultiplyByQuantizedMultiplier((a - zero_points[0]) * (b - zero_points[1]),
// {output_multiplier, output_shift}) + output_zero_point, output_min, output_max).
struct MulParams {
  Broadcast broadcast;
  int32_t output_multiplier;  // with output_shift a Multiplier (quantize.h)
  int16_t zero_points[2];     // -128 ... 127; int16: 0
  int16_t output_zero_point;
  int16_t output_min;  // of what the activation leaves of the type's range
  int16_t output_max;
  int8_t output_shift;
};

Status PrepareMul(const Operation& operation, void* params, Needs* needs);
Status PrepareDiv(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_MUL_H_
