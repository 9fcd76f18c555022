// CAST: the same numbers in another type, whatever the quantisation. From and to float32, int8, int16, int32
// and bool; shapes as in elementwise.h. The types that the options name are not read: the tensors have
// theirs.
//
// A float becomes an integer by truncation, saturating, a NaN becomes 0; an integer that the other type
// cannot hold wraps; what is not 0 becomes true.
#ifndef ASSAY_KERNELS_OPERATORS_CAST_H_
#define ASSAY_KERNELS_OPERATORS_CAST_H_

#include "kernels/kernel.h"

namespace assay::kernels {

struct CastParams {
  int32_t elements;
  Type output;
};

Status PrepareCast(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_CAST_H_
