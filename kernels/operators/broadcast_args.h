// BROADCAST_ARGS: the shape that two shapes are broadcast to.
//   inputs  0, 1: shapes, vectors of int32 or both of int64
//   output  vector of their type, at least as long as the longer one
// Shapes that cannot be broadcast end the inference with kBadShape. Source: broadcast_args.cc in
// tensorflow/lite/micro/kernels of TensorFlow Lite Micro.
#ifndef ASSAY_KERNELS_OPERATORS_BROADCAST_ARGS_H_
#define ASSAY_KERNELS_OPERATORS_BROADCAST_ARGS_H_

#include "kernels/kernel.h"

namespace assay::kernels {

struct BroadcastArgsParams {
  int32_t ranks[2];
  int32_t output_rank;
};

Status PrepareBroadcastArgs(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_BROADCAST_ARGS_H_
