// SHAPE: the input's dimensions.
//   input   0: anything but a scalar, of any type; its values are not read
//   output  int32, one value for each dimension
// Source: TFLM's micro/kernels/operators/shape.cc.
#ifndef ASSAY_KERNELS_OPERATORS_SHAPE_H_
#define ASSAY_KERNELS_OPERATORS_SHAPE_H_

#include "kernels/kernel.h"

namespace assay::kernels {

struct ShapeParams {
  Shape shape;
};

Status PrepareShape(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_SHAPE_H_
