// STRIDED_SLICE: along every dimension the elements begin, begin + stride, ... before end. Any type of whole
// bytes.
//   inputs  0: anything of at most 4 dimensions
//           1, 2, 3: begin, end and stride, constant int32, one of each for every dimension (more are
//              ignored); a negative begin or end counts from the dimension's end, and what lies outside of it
//              is moved to its edge
//   output  the elements selected; dimensions in shrink_axis_mask have one and are left out
// Source: TFLM's micro/kernels/strided_slice_common.cc. It ignores ellipsis_mask, new_axis_mask and offset;
// the output's shape is then right only if they change nothing. Refused are dimensions to shrink of which it
// would copy nothing.
#ifndef ASSAY_KERNELS_OPERATORS_STRIDED_SLICE_H_
#define ASSAY_KERNELS_OPERATORS_STRIDED_SLICE_H_

#include "kernels/arithmetic/strided_copy.h"
#include "kernels/kernel.h"

namespace assay::kernels {

// `params` are StridedCopyParams.
Status PrepareStridedSlice(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_STRIDED_SLICE_H_
