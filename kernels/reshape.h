// RESHAPE: the same elements under another shape. Any type.
//   inputs  0: anything
//           1: the shape, optional and not read: the output's own shape says it
//   output  as many elements of the same type
#ifndef ASSAY_KERNELS_RESHAPE_H_
#define ASSAY_KERNELS_RESHAPE_H_

#include "kernels/kernel.h"

namespace assay::kernels {

struct ReshapeParams {
  uint32_t bytes;
};

Status PrepareReshape(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_RESHAPE_H_
