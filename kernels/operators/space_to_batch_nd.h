// SPACE_TO_BATCH_ND and BATCH_TO_SPACE_ND: of each block of pixels, the pixels go to different batches, and
// back. Int8 and float32.
//   inputs  0: batch x height x width x depth, or without a width
//           1: int32 height and width of a block, constant or not
//           2: int32 before and after, for height and width, constant or not: the zeros that are added to the
//              input (SPACE_TO_BATCH_ND) or what is cut off the output (BATCH_TO_SPACE_ND)
//   output  the shape that follows. Batch (y * block width + x) * batches + b has the pixels (y, x) of the
//           blocks of batch b.
// Source: TFLM's kernels/internal/reference/space_to_batch_nd.h and batch_to_space_nd.h, which check nothing;
// here shapes that contradict each other are refused.
#ifndef ASSAY_KERNELS_OPERATORS_SPACE_TO_BATCH_ND_H_
#define ASSAY_KERNELS_OPERATORS_SPACE_TO_BATCH_ND_H_

#include "kernels/kernel.h"

namespace assay::kernels {

struct SpaceToBatchNdParams {
  // The tensor with few batches of many pixels, and the one with many of few. A missing width is 1.
  int32_t space[3];  // batches, height, width
  int32_t batch[3];
  int32_t pixel_bytes;
  bool has_width;
  uint8_t zero_byte;  // what is added consists of these
};

Status PrepareSpaceToBatchNd(const Operation& operation, void* params, Needs* needs);
Status PrepareBatchToSpaceNd(const Operation& operation, void* params, Needs* needs);

// A block, and what surrounds the space when it is cut into blocks.
struct Blocks {
  int32_t height;
  int32_t width;
  int32_t top;
  int32_t left;
};

// From the operands; kIndexOutOfRange if they contradict the shapes.
Status ResolveBlocks(const SpaceToBatchNdParams& params, const void* block, const void* frame,
                     Blocks* blocks);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_SPACE_TO_BATCH_ND_H_
