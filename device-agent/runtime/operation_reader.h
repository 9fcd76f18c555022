// Reads operators as their kernels' `prepare` sees them, and chooses these kernels.
#ifndef ASSAY_RUNTIME_OPERATION_READER_H_
#define ASSAY_RUNTIME_OPERATION_READER_H_

#include "device-agent/runtime/kernel_choice.h"
#include "device-agent/runtime/tables.h"

namespace assay::runtime {

constexpr uint64_t AlignParams(uint64_t bytes) { return AlignUp(bytes, kernels::kParamsAlignment); }

// One subgraph of the model.
struct Graph {
  Graph(const ModelReader& model, int32_t subgraph) : index(subgraph), reader(model.Subgraph(subgraph)) {}

  int32_t index;
  ModelReader reader;
};

struct ReadyOperation {
  kernels::Operation operation;
  OperatorOptions options;
  ChosenKernel chosen;
};

// Reads operator `index`, whose operands go to `operands`: room for kMaxOperands, or at least for as many as
// the operator has. The fault names what was wrong: operator, opcode, tensor.
Status ReadOperation(const Graph& graph, int32_t index, const KernelChoice& kernels,
                     kernels::Tensor* operands, ReadyOperation* ready, Fault* fault);

// Reads a tensor, which the fault names if that fails.
Status ReadTensor(const Graph& graph, int32_t index, kernels::Tensor* tensor, Fault* fault);

// Calls `use` with memory for all operands of an operator: `spare` if that is enough, which it is but in an
// arena that is nearly full, else the stack, which one operator's operands may take 2.4 KB of.
template <typename Use>
Status WithOperands(const Graph& graph, int32_t index, std::span<uint8_t> spare, const Use& use) {
  const size_t operands =
      graph.reader.operator_inputs(index).size() + graph.reader.operator_outputs(index).size();
  if (operands <= spare.size() / sizeof(kernels::Tensor)) {
    return use(reinterpret_cast<kernels::Tensor*>(spare.data()));
  }
  // Not inlined: the stack is taken here and not by the caller.
  const auto on_stack = [&use]() __attribute__((noinline))->Status {
    kernels::Tensor tensors[kMaxOperands];
    return use(tensors);
  };
  return on_stack();
}

}  // namespace assay::runtime

#endif  // ASSAY_RUNTIME_OPERATION_READER_H_
