#include "kernels/operators/fill.h"

#include "kernels/arithmetic/movement.h"
#include "kernels/arithmetic/validate.h"

namespace assay::kernels {
namespace {

Status CheckDims(const Tensor& dims, const Shape& shape) {
  const bool integers = dims.type == Type::kInt8 || dims.type == Type::kInt16 || dims.type == Type::kInt32 ||
                        dims.type == Type::kInt64;
  if (!integers) return Status::kUnsupportedType;
  if (dims.data == nullptr) return Status::kUnsupportedShape;
  if (dims.shape.rank != 1 || dims.shape.dims[0] != shape.rank) return Status::kBadShape;
  for (int32_t d = 0; d < shape.rank; ++d) {
    if (IntegerAt(dims.data, dims.type, d) != shape.dims[d]) return Status::kBadShape;
  }
  return Status::kOk;
}

}  // namespace

Status PrepareFill(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 2, 2));
  const Tensor& value = operation.inputs[1];
  const Tensor& output = operation.outputs[0];
  ASSAY_RETURN_IF_ERROR(CheckMovable(value, output));
  if (value.shape.rank != 0) return Status::kBadShape;
  ASSAY_RETURN_IF_ERROR(CheckDims(operation.inputs[0], output.shape));
  *static_cast<FillParams*>(params) = {.elements = output.shape.elements(),
                                       .element_bytes = static_cast<int32_t>(TypeBytes(value.type))};
  return Status::kOk;
}

}  // namespace assay::kernels
