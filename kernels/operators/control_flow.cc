#include "kernels/operators/control_flow.h"

#include "kernels/arithmetic/validate.h"
#include "kernels/operators/options.h"

namespace assay::kernels {

Status PrepareIf(const Operation& operation, void* params, Needs* /*needs*/) {
  if (operation.input_count < 1) return Status::kOperandCount;
  ASSAY_RETURN_IF_ERROR(CheckPresent(operation, operation.input_count));
  const Tensor& condition = operation.inputs[0];
  if (condition.type != Type::kBool) return Blame(condition, Status::kUnsupportedType);
  if (condition.shape.elements() != 1) return Blame(condition, Status::kBadShape);
  const auto& options = *static_cast<const IfOptions*>(operation.options);
  *static_cast<IfParams*>(params) = {options.then_subgraph, options.else_subgraph};
  return Status::kOk;
}

Status PrepareWhile(const Operation& operation, void* params, Needs* /*needs*/) {
  if (operation.input_count != operation.output_count) return Status::kOperandCount;
  ASSAY_RETURN_IF_ERROR(CheckPresent(operation, operation.input_count));
  for (int32_t i = 0; i < operation.input_count; ++i) {
    const Tensor& output = operation.outputs[i];
    if (operation.inputs[i].type != output.type) return Blame(output, Status::kUnsupportedType);
    if (operation.inputs[i].bytes != output.bytes) return Blame(output, Status::kBadShape);
  }
  const auto& options = *static_cast<const WhileOptions*>(operation.options);
  *static_cast<WhileParams*>(params) = {options.condition_subgraph, options.body_subgraph};
  return Status::kOk;
}

Status PrepareCallOnce(const Operation& operation, void* params, Needs* needs) {
  if (operation.input_count != 0 || operation.output_count != 0) return Status::kOperandCount;
  const auto& options = *static_cast<const CallOnceOptions*>(operation.options);
  *static_cast<CallOnceParams*>(params) = {options.subgraph};
  needs->persistent_bytes = sizeof(bool);  // whether it has run
  return Status::kOk;
}

}  // namespace assay::kernels
