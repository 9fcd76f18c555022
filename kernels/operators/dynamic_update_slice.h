// DYNAMIC_UPDATE_SLICE: the input with a box in it overwritten. Any type of whole bytes.
//   inputs  0: what is updated
//           1: the update, of the same type and rank, along no dimension longer
//           2: where it begins: int32 or int64, constant or not, one for each dimension; moved so that
//              the update lies inside
//   output  input 0's type and shape
// Source: TFLM's micro/kernels/operators/dynamic_update_slice.cc.
#ifndef ASSAY_KERNELS_OPERATORS_DYNAMIC_UPDATE_SLICE_H_
#define ASSAY_KERNELS_OPERATORS_DYNAMIC_UPDATE_SLICE_H_

#include "kernels/arithmetic/strided_copy.h"
#include "kernels/kernel.h"

namespace assay::kernels {

struct DynamicUpdateSliceParams {
  int32_t dims[kMaxRank];    // of input 0 and the output
  int32_t update[kMaxRank];  // the update's
  int8_t rank;
  uint8_t element_bytes;
  Type type;  // of the begin

  int32_t bytes() const;  // of the output
};

Status PrepareDynamicUpdateSlice(const Operation& operation, void* params, Needs* needs);

// Where the update goes in the output.
StridedCopyParams ResolveUpdate(const DynamicUpdateSliceParams& params, const void* begin);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_DYNAMIC_UPDATE_SLICE_H_
