#include "kernels/operators/control_flow.h"

#include "kernels/arithmetic/validate.h"
#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

// Any byte but 0 is true.
bool IsTrue(const void* value) { return *static_cast<const uint8_t*>(value) != 0; }

Status If(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const IfParams*>(params);
  Runtime& runtime = *buffers.runtime;
  const int32_t branch = IsTrue(buffers.inputs[0]) ? p.then_subgraph : p.else_subgraph;
  runtime.WriteInputs(branch, buffers.inputs + 1);
  ASSAY_RETURN_IF_ERROR(runtime.Run(branch));
  runtime.ReadOutputs(branch, buffers.outputs);
  return Status::kOk;
}

// The operator's outputs hold the loop's values from one round to the next.
Status While(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const WhileParams*>(params);
  Runtime& runtime = *buffers.runtime;
  runtime.WriteInputs(p.body_subgraph, buffers.inputs);
  runtime.ReadInputs(p.body_subgraph, buffers.outputs);
  while (true) {
    runtime.WriteInputs(p.condition_subgraph, buffers.outputs);
    ASSAY_RETURN_IF_ERROR(runtime.Run(p.condition_subgraph));
    if (!IsTrue(runtime.Output(p.condition_subgraph, 0))) return Status::kOk;
    runtime.WriteInputs(p.body_subgraph, buffers.outputs);
    ASSAY_RETURN_IF_ERROR(runtime.Run(p.body_subgraph));
    runtime.ReadOutputs(p.body_subgraph, buffers.outputs);
  }
}

Status CallOnce(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const CallOnceParams*>(params);
  auto& has_run = *static_cast<uint8_t*>(buffers.persistent);
  if (has_run != 0) return Status::kOk;
  ASSAY_RETURN_IF_ERROR(buffers.runtime->Run(p.subgraph));
  has_run = 1;
  return Status::kOk;
}

}  // namespace

constexpr Kernel rows::kCallOnce = {.opcode = Opcode::kCallOnce,
                                    .params_bytes = ParamsBytes<CallOnceParams>(),
                                    .prepare = PrepareCallOnce,
                                    .eval = CallOnce};
constexpr Kernel rows::kIf = {
    .opcode = Opcode::kIf, .params_bytes = ParamsBytes<IfParams>(), .prepare = PrepareIf, .eval = If};
constexpr Kernel rows::kWhile = {.opcode = Opcode::kWhile,
                                 .params_bytes = ParamsBytes<WhileParams>(),
                                 .prepare = PrepareWhile,
                                 .eval = While};

}  // namespace assay::kernels::reference
