// RELU and RELU6 of int8 and int16 (of float32: unary.h). Shapes as in elementwise.h.
//   RELU   max(x, 0), requantised
//   RELU6  min(max(x, 0), 6) in the input's quantisation, whatever the output's
#ifndef ASSAY_KERNELS_OPERATORS_RELU_H_
#define ASSAY_KERNELS_OPERATORS_RELU_H_

#include "kernels/arithmetic/quantize.h"
#include "kernels/kernel.h"

namespace assay::kernels {

struct ReluParams {
  int32_t elements;
  Multiplier multiplier;
  int16_t input_zero_point;
  int16_t output_zero_point;
};

struct Relu6Params {
  int32_t elements;
  int16_t zero;
  int16_t six;
};

Status PrepareRelu(const Operation& operation, void* params, Needs* needs);
Status PrepareRelu6(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_RELU_H_
