// DEPTH_TO_SPACE and SPACE_TO_DEPTH: each block of block_size x block_size pixels with `depth` channels is
// one pixel with block_size * block_size * depth channels. Int8 and float32.
//   input   0: batch x height x width x channels
//   output  the same type, with height and width block_size times as long (DEPTH_TO_SPACE) or as short
// Source: TFLM's micro/kernels/depth_to_space_common.cc and space_to_depth.cc.
#ifndef ASSAY_KERNELS_OPERATORS_DEPTH_TO_SPACE_H_
#define ASSAY_KERNELS_OPERATORS_DEPTH_TO_SPACE_H_

#include "kernels/arithmetic/strided_copy.h"
#include "kernels/kernel.h"

namespace assay::kernels {

// `params` are StridedCopyParams.
Status PrepareDepthToSpace(const Operation& operation, void* params, Needs* needs);
Status PrepareSpaceToDepth(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_DEPTH_TO_SPACE_H_
