// LEAKY_RELU: x, or alpha * x if x is negative. int8, int16 and float32; shapes as in elementwise.h.
#ifndef ASSAY_KERNELS_OPERATORS_LEAKY_RELU_H_
#define ASSAY_KERNELS_OPERATORS_LEAKY_RELU_H_

#include "kernels/arithmetic/quantize.h"
#include "kernels/kernel.h"

namespace assay::kernels {

struct LeakyReluParams {
  int32_t elements;
  Multiplier identity;
  Multiplier alpha;
  int16_t input_zero_point;
  int16_t output_zero_point;
};

struct LeakyReluFloatParams {
  int32_t elements;
  float alpha;
};

Status PrepareLeakyRelu(const Operation& operation, void* params, Needs* needs);
Status PrepareLeakyReluFloat(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_LEAKY_RELU_H_
