// Operators that work along one axis of a tensor, which another, one-element input names.
#ifndef ASSAY_KERNELS_ARITHMETIC_AXIS_H_
#define ASSAY_KERNELS_ARITHMETIC_AXIS_H_

#include "kernels/kernel.h"

namespace assay::kernels {

// A shape seen from one of its axes: element (o, i, n) lies at (o * length + i) * inner + n.
struct AxisView {
  int32_t outer;
  int32_t length;
  int32_t inner;
};

// `axis` counts from the end if it is negative. Status::kIndexOutOfRange if the shape does not have it.
Status ViewAlongAxis(const Shape& shape, int32_t axis, AxisView* view);

// Checks the input that names an axis of `shape`: one int32, and if it is a constant, in range. Else
// kUnsupportedType, kBadShape or kUnsupportedOption.
Status CheckAxis(const Tensor& axis, const Shape& shape);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_ARITHMETIC_AXIS_H_
