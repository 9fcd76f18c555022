// RESHAPE, SQUEEZE and EXPAND_DIMS: the same elements under another shape. Any type of whole bytes.
//   RESHAPE      inputs 0: anything; 1: the shape, optional and not read: the output's own shape says it
//   SQUEEZE      input 0: anything; the output lacks the dimensions of length 1 that the options name, or, if
//                they name none, all of these
//   EXPAND_DIMS  inputs 0: anything, 1: constant int32 axis, the output's new dimension of length 1
//   output  as many elements of the same type
// Source: TFLM's micro/kernels/reshape_common.cc, squeeze.cc and expand_dims.cc.
#ifndef ASSAY_KERNELS_OPERATORS_RESHAPE_H_
#define ASSAY_KERNELS_OPERATORS_RESHAPE_H_

#include "kernels/kernel.h"

namespace assay::kernels {

struct ReshapeParams {
  uint32_t bytes;
};

Status PrepareReshape(const Operation& operation, void* params, Needs* needs);
Status PrepareSqueeze(const Operation& operation, void* params, Needs* needs);
Status PrepareExpandDims(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_RESHAPE_H_
