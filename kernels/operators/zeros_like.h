// ZEROS_LIKE: zeros in the input's shape, the raw value 0 also where quantised. float32, int8, int32, int64;
// shapes as in elementwise.h.
#ifndef ASSAY_KERNELS_OPERATORS_ZEROS_LIKE_H_
#define ASSAY_KERNELS_OPERATORS_ZEROS_LIKE_H_

#include "kernels/kernel.h"

namespace assay::kernels {

struct ZerosLikeParams {
  uint32_t bytes;
};

Status PrepareZerosLike(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_ZEROS_LIKE_H_
