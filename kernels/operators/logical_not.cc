#include "kernels/operators/logical_not.h"

#include "kernels/arithmetic/validate.h"

namespace assay::kernels {

Status PrepareLogicalNot(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 1, 1));
  if (operation.outputs[0].type != Type::kBool) return Status::kUnsupportedType;
  if (!SameShape(operation.inputs[0].shape, operation.outputs[0].shape)) return Status::kBadShape;
  *static_cast<LogicalNotParams*>(params) = {operation.inputs[0].shape.elements()};
  return Status::kOk;
}

}  // namespace assay::kernels
