// GATHER: the input's slices along an axis that int32 indices name. Int8 and float32.
//   inputs  0: anything but a scalar
//           1: int32 indices, constant or not; the first batch_dims dimensions are the input's own
//   output  the input's shape with the axis replaced by the indices' other dimensions
// Source: TFLM's micro/kernels/operators/gather.cc.
#ifndef ASSAY_KERNELS_OPERATORS_GATHER_H_
#define ASSAY_KERNELS_OPERATORS_GATHER_H_

#include "kernels/kernel.h"

namespace assay::kernels {

struct GatherParams {
  int32_t batches;      // each with its own indices
  int32_t outer;        // how often these are gone through
  int32_t axis;         // the axis' length
  int32_t indices;      // of a batch
  int32_t slice_bytes;  // what one index names
};

Status PrepareGather(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_GATHER_H_
