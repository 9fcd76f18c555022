// BROADCAST_TO: the input, repeated to a longer shape (broadcast.h). Any type; at most 5 dimensions.
//   inputs  0: activations, 1: the output's shape, a constant vector of int32 or int64
//   output  of the type of input 0
// Source: broadcast_to.cc in tensorflow/lite/micro/kernels of TensorFlow Lite Micro.
#ifndef ASSAY_KERNELS_OPERATORS_BROADCAST_TO_H_
#define ASSAY_KERNELS_OPERATORS_BROADCAST_TO_H_

#include "kernels/arithmetic/broadcast.h"

namespace assay::kernels {

struct BroadcastToParams {
  Broadcast broadcast;
  int32_t element_bytes;
};

Status PrepareBroadcastToOperator(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_BROADCAST_TO_H_
