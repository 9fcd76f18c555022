// SELECT_V2: x where the condition is true, else y, with broadcasting (broadcast.h).
//   inputs  0: condition, bool; 1: x, 2: y, of the same type
//   output  of the type of x
// int8, int16 and float32, as stored. Source: select.cc in tensorflow/lite/micro/kernels of TensorFlow Lite
// Micro.
#ifndef ASSAY_KERNELS_OPERATORS_SELECT_V2_H_
#define ASSAY_KERNELS_OPERATORS_SELECT_V2_H_

#include "kernels/arithmetic/broadcast.h"

namespace assay::kernels {

struct SelectV2Params {
  Broadcast broadcast;
};

Status PrepareSelectV2(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_SELECT_V2_H_
