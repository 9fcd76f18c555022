#include "kernels/arithmetic/axis.h"

#include <cstring>

#include "kernels/arithmetic/validate.h"

namespace assay::kernels {

Status ViewAlongAxis(const Shape& shape, int32_t axis, AxisView* view) {
  if (axis < -shape.rank || axis >= shape.rank) return Status::kIndexOutOfRange;
  if (axis < 0) axis += shape.rank;
  *view = {1, shape.dims[axis], 1};
  for (int32_t d = 0; d < axis; ++d) view->outer *= shape.dims[d];
  for (int32_t d = axis + 1; d < shape.rank; ++d) view->inner *= shape.dims[d];
  return Status::kOk;
}

Status CheckAxis(const Tensor& axis, const Shape& shape) {
  if (axis.type != Type::kInt32) return Blame(axis, Status::kUnsupportedType);
  if (axis.shape.elements() != 1) return Blame(axis, Status::kBadShape);
  if (axis.data == nullptr) return Status::kOk;
  int32_t value;
  std::memcpy(&value, axis.data, sizeof(value));
  AxisView view;
  const bool there = ViewAlongAxis(shape, value, &view) == Status::kOk;
  return there ? Status::kOk : Blame(axis, Status::kUnsupportedOption);
}

}  // namespace assay::kernels
