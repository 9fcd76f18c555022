// RESIZE_NEAREST_NEIGHBOR and RESIZE_BILINEAR of images.
//   inputs  0: batch x height x width x depth; nearest neighbour: any type of whole bytes; bilinear: int8 or
//              float32
//           1: constant int32 height and width of the output
//   output  of that height and width; the rest is the input's
// Source: TFLM's kernels/internal/reference/resize_nearest_neighbor.h and resize_bilinear.h. Bilinear int8 is
// integer arithmetic; everything else float arithmetic in the order of the reference. Images of more than
// 2^20 rows or columns are refused (kUnsupportedShape), as are those where bilinear would read outside.
#ifndef ASSAY_KERNELS_OPERATORS_RESIZE_H_
#define ASSAY_KERNELS_OPERATORS_RESIZE_H_

#include "kernels/kernel.h"

namespace assay::kernels {

struct ResizeParams {
  int32_t batches;
  int32_t input[2];  // height and width
  int32_t output[2];
  int32_t depth;  // nearest neighbour: in bytes
  bool align_corners;
  bool half_pixel_centers;
};

Status PrepareResizeNearestNeighbor(const Operation& operation, void* params, Needs* needs);
Status PrepareResizeBilinear(const Operation& operation, void* params, Needs* needs);

// The input's row or column (`side` 0 or 1) that an output's is a copy of.
int32_t NearestNeighbor(const ResizeParams& params, int32_t side, int32_t position);

// The two that an output's lies between, and how far it lies behind the first (T int32_t: in 1/1024). At an
// edge both may be the same.
template <typename T>
struct Between {
  int32_t lower;
  int32_t upper;
  T behind_lower;
};
template <typename T>
Between<T> Interpolate(const ResizeParams& params, int32_t side, int32_t position);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_RESIZE_H_
