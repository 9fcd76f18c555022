// PRELU: x where x >= 0, else x * alpha, with broadcasting (broadcast.h).
//   inputs  0: x, 1: alpha
//   output  of the type of x
// Types of x and alpha: int8 and int8, int16 and int8, float32 and float32. Source: prelu_common.cc and
// prelu.h in tensorflow/lite/micro/kernels of TensorFlow Lite Micro.
#ifndef ASSAY_KERNELS_OPERATORS_PRELU_H_
#define ASSAY_KERNELS_OPERATORS_PRELU_H_

#include "kernels/arithmetic/broadcast.h"
#include "kernels/arithmetic/quantize.h"

namespace assay::kernels {

struct PreluParams {
  Broadcast broadcast;
  // Quantised only: the multipliers of x and of x * alpha.
  int32_t identity_multiplier;
  int32_t alpha_multiplier;
  int16_t zero_point;
  int16_t alpha_zero_point;
  int16_t output_zero_point;
  int8_t identity_shift;
  int8_t alpha_shift;
};

Status PreparePrelu(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_PRELU_H_
