// ARG_MAX and ARG_MIN: where along an axis the largest or smallest value lies, the first of equal ones.
//   inputs  0: activations, int8 or float32; 1: the axis (axis.h)
//   output  int32, of the shape of input 0 without the axis
// Source: arg_min_max.cc in tensorflow/lite/micro/kernels of TensorFlow Lite Micro.
#ifndef ASSAY_KERNELS_OPERATORS_ARG_MIN_MAX_H_
#define ASSAY_KERNELS_OPERATORS_ARG_MIN_MAX_H_

#include "kernels/kernel.h"

namespace assay::kernels {

struct ArgMinMaxParams {
  Shape shape;
  int32_t output_elements;
};

Status PrepareArgMinMax(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_ARG_MIN_MAX_H_
