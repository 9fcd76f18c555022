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

struct MulParams {
  Broadcast broadcast;
  int32_t output_multiplier;
  int16_t zero_points[2];
  int16_t output_zero_point;
  int16_t output_min;
  int16_t output_max;
  int8_t output_shift;
};

Status PrepareMul(const Operation& operation, void* params, Needs* needs);
Status PrepareDiv(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_MUL_H_
