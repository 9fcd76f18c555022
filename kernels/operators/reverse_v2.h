// REVERSE_V2: the elements in reverse order along some dimensions. Any type of whole bytes.
//   inputs  0: anything
//           1: int32 axes, constant or not, next to each other and none twice; at most one a dimension
//   output  the input's type and shape
// Source: TFLM's micro/kernels/reverse.cc.
#ifndef ASSAY_KERNELS_OPERATORS_REVERSE_V2_H_
#define ASSAY_KERNELS_OPERATORS_REVERSE_V2_H_

#include "kernels/arithmetic/strided_copy.h"
#include "kernels/kernel.h"

namespace assay::kernels {

struct ReverseV2Params {
  int32_t dims[kMaxRank];
  int8_t rank;
  int8_t axes;  // how many
  uint8_t element_bytes;
};

Status PrepareReverseV2(const Operation& operation, void* params, Needs* needs);

// The copy that reverses `axes`. kIndexOutOfRange: there is no such dimension; kUnsupportedOption: axes that
// are not next to each other, or one twice.
Status ResolveReverse(const ReverseV2Params& params, const int32_t* axes, StridedCopyParams* copy);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_REVERSE_V2_H_
