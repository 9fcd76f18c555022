// SLICE: a box of the input. Any type of whole bytes.
//   inputs  0: anything of at most 5 dimensions
//           1, 2: begin and size, int32 or int64, one of each for every dimension, constant or not; size -1:
//              as far as the dimension goes
//   output  as many elements as the box has (TFLM compares no more than that)
// Source: TFLM's micro/kernels/operators/slice.cc.
#ifndef ASSAY_KERNELS_OPERATORS_SLICE_H_
#define ASSAY_KERNELS_OPERATORS_SLICE_H_

#include "kernels/arithmetic/strided_copy.h"
#include "kernels/kernel.h"

namespace assay::kernels {

struct SliceParams {
  int32_t dims[StridedCopyParams::kMaxDims];  // the input's
  int32_t elements;                           // the output's
  int8_t rank;
  uint8_t element_bytes;
  Type type;  // of begin and size
};

Status PrepareSlice(const Operation& operation, void* params, Needs* needs);

// The copy of the box that begins at `begin` and is of `size`. kIndexOutOfRange: it leaves the input;
// kBadShape: it is not of the output's size.
Status ResolveSlice(const SliceParams& params, const void* begin, const void* size, StridedCopyParams* copy);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_SLICE_H_
