#include "runtime/execution.h"

namespace assay::runtime {

void Execution::Resolve(int32_t subgraph, int32_t index, Call* call) const {
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
  call->kernel = &interpreter_.kernel(node);
  call->params = arena + AlignUp(static_cast<uint64_t>(reinterpret_cast<const uint8_t*>(operand) - arena),
                                 kernels::kParamsAlignment);
}

Status Execution::Run(const Call& call) { return call.kernel->eval(call.params, call.buffers); }

}  // namespace assay::runtime
