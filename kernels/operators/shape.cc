#include "kernels/operators/shape.h"

#include "kernels/arithmetic/validate.h"

namespace assay::kernels {

Status PrepareShape(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 1, 1));
  const Tensor& input = operation.inputs[0];
  const Tensor& output = operation.outputs[0];
  if (output.type != Type::kInt32) return Status::kUnsupportedType;
  if (output.shape.rank != 1 || output.shape.dims[0] != input.shape.rank) return Status::kBadShape;
  *static_cast<ShapeParams*>(params) = {.shape = input.shape};
  return Status::kOk;
}

}  // namespace assay::kernels
