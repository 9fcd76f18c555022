#include "device-agent/runtime/execution.h"

#include <cstring>

namespace assay::runtime {

void Execution::Resolve(int32_t subgraph, int32_t index, Call* call) {
  const Node& node = interpreter_.node(subgraph, index);
  const ModelReader reader = interpreter_.model_.Subgraph(subgraph);
  const uint8_t* const model = reader.bytes().data();
  uint8_t* const arena = interpreter_.arena();
  const size_t inputs = reader.operator_inputs(index).size();
  const size_t count = inputs + reader.operator_outputs(index).size();
  const auto* operand = reinterpret_cast<const Operand*>(arena + node.operands);
  for (size_t i = 0; i < count; ++i, ++operand) {
    void*& address = call->operands[i];
    if (*operand == kAbsent) {
      address = nullptr;
    } else if ((*operand & kInModel) != 0) {
      // No kernel writes its inputs, so that the constness can be dropped.
      address = const_cast<uint8_t*>(model + (*operand & ~kInModel));
    } else {
      address = arena + *operand;
    }
  }
  kernels::Buffers& buffers = call->buffers;
  buffers.inputs = call->operands;
  buffers.outputs = call->operands + inputs;
  buffers.scratch = (node.flags & Node::kScratch) != 0 ? arena + *operand++ : nullptr;
  buffers.persistent = (node.flags & Node::kState) != 0 ? arena + *operand++ : nullptr;
  buffers.model = model;
  buffers.runtime = this;
  call->kernel = &interpreter_.kernel(node);
  call->params = arena + AlignUp(static_cast<uint64_t>(reinterpret_cast<const uint8_t*>(operand) - arena),
                                 kernels::kParamsAlignment);
}

Status Execution::Evaluate(int32_t subgraph, int32_t index, const Call& call) {
  const Status status = call.kernel->eval(call.params, call.buffers);
  if (status != Status::kOk && failure_.status == Status::kOk) {
    failure_.status = status;
    failure_.subgraph = subgraph;
    failure_.operator_index = index;
    failure_.opcode = static_cast<int32_t>(call.kernel->opcode);
  }
  return status;
}

void Execution::WriteInputs(int32_t subgraph, const void* const* from) {
  for (const int32_t tensor : interpreter_.model_.Subgraph(subgraph).inputs()) {
    std::memcpy(interpreter_.AddressOf(subgraph, tensor), *from++, interpreter_.BytesOf(subgraph, tensor));
  }
}

void Execution::ReadInputs(int32_t subgraph, void* const* to) {
  for (const int32_t tensor : interpreter_.model_.Subgraph(subgraph).inputs()) {
    std::memcpy(*to++, interpreter_.AddressOf(subgraph, tensor), interpreter_.BytesOf(subgraph, tensor));
  }
}

void Execution::ReadOutputs(int32_t subgraph, void* const* to) {
  for (const int32_t tensor : interpreter_.model_.Subgraph(subgraph).outputs()) {
    std::memcpy(*to++, interpreter_.AddressOf(subgraph, tensor), interpreter_.BytesOf(subgraph, tensor));
  }
}

// The loader has bounded how deep subgraphs call each other.
Status Execution::Run(int32_t subgraph) {  // NOLINT(misc-no-recursion)
  if (++runs_ > kMaxRuns) return Status::kLoopLimit;
  if (observer_ != nullptr && !observer_->InTime()) return Status::kDeadline;
  const int32_t count = interpreter_.model_.Subgraph(subgraph).operator_count();
  for (int32_t i = 0; i < count; ++i) {
    Call call;
    Resolve(subgraph, i, &call);
    const Status status = Evaluate(subgraph, i, call);
    if (status != Status::kOk) return status;
  }
  return Status::kOk;
}

const void* Execution::Output(int32_t subgraph, int32_t index) {
  const ModelReader reader = interpreter_.model_.Subgraph(subgraph);
  return interpreter_.AddressOf(subgraph, reader.outputs()[static_cast<size_t>(index)]);
}

void* Execution::Variable(int32_t number, uint32_t bytes) {
  const std::span<const runtime::Variable> variables = interpreter_.variables();
  if (number < 0 || static_cast<size_t>(number) >= variables.size()) return nullptr;
  const runtime::Variable& variable = variables[static_cast<size_t>(number)];
  return variable.bytes == bytes ? interpreter_.arena() + variable.offset : nullptr;
}

}  // namespace assay::runtime
