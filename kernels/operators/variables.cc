#include "kernels/operators/variables.h"

#include "kernels/arithmetic/validate.h"
#include "kernels/operators/options.h"

namespace assay::kernels {
namespace {

Status CheckHandle(const Tensor& handle) {
  if (handle.type != Type::kResource && handle.type != Type::kInt32) {
    return Blame(handle, Status::kUnsupportedType);
  }
  return handle.shape.elements() == 1 ? Status::kOk : Blame(handle, Status::kBadShape);
}

}  // namespace

Status PrepareVarHandle(const Operation& operation, void* params, Needs* /*needs*/) {
  if (operation.input_count != 0 || operation.output_count != 1) return Status::kOperandCount;
  const auto& options = *static_cast<const VarHandleOptions*>(operation.options);
  if (options.shared_name.data == nullptr) return Status::kNoVariableName;
  *static_cast<VarHandleParams*>(params) = {0};
  return CheckHandle(operation.outputs[0]);
}

Status PrepareReadVariable(const Operation& operation, void* params, Needs* /*needs*/) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 1, 1));
  *static_cast<VariableParams*>(params) = {operation.outputs[0].bytes};
  return CheckHandle(operation.inputs[0]);
}

Status PrepareAssignVariable(const Operation& operation, void* params, Needs* /*needs*/) {
  if (operation.input_count != 2 || operation.output_count != 0) return Status::kOperandCount;
  ASSAY_RETURN_IF_ERROR(CheckPresent(operation, 2));
  *static_cast<VariableParams*>(params) = {operation.inputs[1].bytes};
  return CheckHandle(operation.inputs[0]);
}

}  // namespace assay::kernels
