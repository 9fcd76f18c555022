// TRANSPOSE: the same elements with the dimensions in another order. Any type of whole bytes.
//   inputs  0: anything of at most 5 dimensions
//           1: constant int32 permutation: dimension d of the output is dimension permutation[d] of the input
//   output  the type and dimensions that follow
// Source: TFLM's micro/kernels/transpose_common.cc. A permutation that repeats a dimension is refused.
#ifndef ASSAY_KERNELS_OPERATORS_TRANSPOSE_H_
#define ASSAY_KERNELS_OPERATORS_TRANSPOSE_H_

#include "kernels/arithmetic/strided_copy.h"
#include "kernels/kernel.h"

namespace assay::kernels {

// `params` are StridedCopyParams.
Status PrepareTranspose(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_TRANSPOSE_H_
