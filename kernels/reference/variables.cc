#include "kernels/operators/variables.h"

#include <cstring>

#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

Status VarHandle(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const VarHandleParams*>(params);
  std::memcpy(buffers.outputs[0], &p.variable, sizeof(p.variable));
  return Status::kOk;
}

Status ReadVariable(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const VariableParams*>(params);
  const void* value = buffers.runtime->Variable(*static_cast<const int32_t*>(buffers.inputs[0]), p.bytes);
  if (value == nullptr) return Status::kIndexOutOfRange;
  std::memcpy(buffers.outputs[0], value, p.bytes);
  return Status::kOk;
}

Status AssignVariable(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const VariableParams*>(params);
  void* value = buffers.runtime->Variable(*static_cast<const int32_t*>(buffers.inputs[0]), p.bytes);
  if (value == nullptr) return Status::kIndexOutOfRange;
  std::memcpy(value, buffers.inputs[1], p.bytes);
  return Status::kOk;
}

}  // namespace

constexpr Kernel rows::kAssignVariable = {.opcode = Opcode::kAssignVariable,
                                          .typed_input = 1,
                                          .params_bytes = ParamsBytes<VariableParams>(),
                                          .prepare = PrepareAssignVariable,
                                          .eval = AssignVariable};
constexpr Kernel rows::kReadVariable = {.opcode = Opcode::kReadVariable,
                                        .params_bytes = ParamsBytes<VariableParams>(),
                                        .prepare = PrepareReadVariable,
                                        .eval = ReadVariable};
constexpr Kernel rows::kVarHandle = {.opcode = Opcode::kVarHandle,
                                     .params_bytes = ParamsBytes<VarHandleParams>(),
                                     .prepare = PrepareVarHandle,
                                     .eval = VarHandle};

}  // namespace assay::kernels::reference
