#include "kernels/operators/control_flow.h"

#include "kernels/operators/options.h"

namespace assay::kernels {
namespace {

bool AllPresent(const Operation& operation) {
  for (int32_t i = 0; i < operation.input_count; ++i) {
    if (operation.inputs[i].type == Type::kNone) return false;
  }
  return true;
}

}  // namespace

Status PrepareIf(const Operation& operation, void* params, Needs* /*needs*/) {
  if (operation.input_count < 1 || !AllPresent(operation)) return Status::kMalformedModel;
  if (operation.inputs[0].type != Type::kBool) return Status::kUnsupportedType;
  if (operation.inputs[0].shape.elements() != 1) return Status::kBadShape;
  const auto& options = *static_cast<const IfOptions*>(operation.options);
  *static_cast<IfParams*>(params) = {options.then_subgraph, options.else_subgraph};
  return Status::kOk;
}

Status PrepareWhile(const Operation& operation, void* params, Needs* /*needs*/) {
  if (operation.input_count != operation.output_count || !AllPresent(operation)) {
    return Status::kMalformedModel;
  }
  for (int32_t i = 0; i < operation.input_count; ++i) {
    if (operation.inputs[i].type != operation.outputs[i].type) return Status::kUnsupportedType;
    if (operation.inputs[i].bytes != operation.outputs[i].bytes) return Status::kBadShape;
  }
  const auto& options = *static_cast<const WhileOptions*>(operation.options);
  *static_cast<WhileParams*>(params) = {options.condition_subgraph, options.body_subgraph};
  return Status::kOk;
}

Status PrepareCallOnce(const Operation& operation, void* params, Needs* needs) {
  if (operation.input_count != 0 || operation.output_count != 0) return Status::kMalformedModel;
  const auto& options = *static_cast<const CallOnceOptions*>(operation.options);
  *static_cast<CallOnceParams*>(params) = {options.subgraph};
  needs->persistent_bytes = sizeof(bool);  // whether it has run
  return Status::kOk;
}

}  // namespace assay::kernels
