// ELU: x, or exp(x) - 1 if x is negative, of int8 (of float32: unary.h). Shapes as in elementwise.h.
//
// The reference makes a table of 256 bytes at load; here each negative element costs an exponential.
#ifndef ASSAY_KERNELS_OPERATORS_ELU_H_
#define ASSAY_KERNELS_OPERATORS_ELU_H_

#include "kernels/kernel.h"

namespace assay::kernels {

struct EluParams {
  int32_t elements;
  float input_scale;
  float inverse_output_scale;
  int16_t input_zero_point;
  int16_t output_zero_point;
};

Status PrepareElu(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_ELU_H_
