#include "kernels/operators/arg_min_max.h"

#include <cstring>

#include "kernels/arithmetic/axis.h"
#include "kernels/arithmetic/validate.h"
#include "kernels/operators/options.h"

namespace assay::kernels {
namespace {

Shape Without(const Shape& shape, int32_t axis) {
  if (axis < 0) axis += shape.rank;
  Shape result;
  for (int32_t d = 0; d < shape.rank; ++d) {
    if (d != axis) result.dims[result.rank++] = shape.dims[d];
  }
  return result;
}

}  // namespace

Status PrepareArgMinMax(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 2, 2));
  const Tensor& input = operation.inputs[0];
  const Tensor& axis = operation.inputs[1];
  const Tensor& output = operation.outputs[0];
  if (output.type != Type::kInt32) return Status::kUnsupportedType;
  ASSAY_RETURN_IF_ERROR(CheckAxis(axis, input.shape));
  if (output.shape.rank != input.shape.rank - 1) return Status::kBadShape;
  if (axis.data != nullptr) {
    int32_t value;
    std::memcpy(&value, axis.data, sizeof(value));
    if (!SameShape(output.shape, Without(input.shape, value))) return Status::kBadShape;
  }
  *static_cast<ArgMinMaxParams*>(params) = {input.shape, output.shape.elements()};
  return Status::kOk;
}

}  // namespace assay::kernels
