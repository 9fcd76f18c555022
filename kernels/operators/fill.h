// FILL: one value, everywhere. Int8, int32 and float32.
//   inputs  0: the output's shape, a constant vector of integers
//           1: the value, a scalar
//   output  of the value's type
// Source: TFLM's micro/kernels/operators/fill.cc.
#ifndef ASSAY_KERNELS_OPERATORS_FILL_H_
#define ASSAY_KERNELS_OPERATORS_FILL_H_

#include "kernels/kernel.h"

namespace assay::kernels {

struct FillParams {
  int32_t elements;
  int32_t element_bytes;
};

Status PrepareFill(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_FILL_H_
