// L2_NORMALIZATION: the rows along the last dimension, each divided by its Euclidean norm.
//   input   0: int8 or float32 of at most 4 dimensions, no scalar
//   output  the same type and shape; int8 counts in 1/128 from 0, whatever its quantisation says
// A fused activation is not defined.
#ifndef ASSAY_KERNELS_OPERATORS_L2_NORMALIZATION_H_
#define ASSAY_KERNELS_OPERATORS_L2_NORMALIZATION_H_

#include "kernels/kernel.h"

namespace assay::kernels {

struct L2NormalizationParams {
  int32_t rows;
  int32_t depth;
  int32_t input_zero_point;
};

Status PrepareL2Normalization(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_L2_NORMALIZATION_H_
