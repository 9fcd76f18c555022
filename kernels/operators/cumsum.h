// CUMSUM: running sums along an axis, int8 or float32. `exclusive`: of what comes before an element, without
// it; `reverse`: from the end.
//   inputs  0: activations, 1: the axis (axis.h)
//   output  of the type and shape of input 0
// Source: cumsum.cc in tensorflow/lite/micro/kernels of TensorFlow Lite Micro.
#ifndef ASSAY_KERNELS_OPERATORS_CUMSUM_H_
#define ASSAY_KERNELS_OPERATORS_CUMSUM_H_

#include "kernels/arithmetic/int8_sum.h"
#include "kernels/kernel.h"

namespace assay::kernels {

struct CumsumParams {
  Shape shape;
  Int8Sum sum;  // int8 only
  bool exclusive;
  bool reverse;
};

Status PrepareCumsum(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_CUMSUM_H_
