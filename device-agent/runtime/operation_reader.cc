#include "device-agent/runtime/operation_reader.h"

#include "kernels/return_if_error.h"

namespace assay::runtime {

using kernels::Opcode;

Status ReadOperation(const Graph& graph, int32_t index, const KernelChoice& kernels,
                     kernels::Tensor* operands, ReadyOperation* ready, Fault* fault) {
  fault->opcode = -1;
  int32_t opcode = -1;
  const Status known = graph.reader.ReadOpcode(index, &opcode);
  fault->opcode = opcode;
  ASSAY_RETURN_IF_ERROR(known);
  const std::span<const int32_t> inputs = graph.reader.operator_inputs(index);
  const std::span<const int32_t> outputs = graph.reader.operator_outputs(index);
  kernels::Operation& operation = ready->operation;
  operation.opcode = static_cast<Opcode>(opcode);
  operation.options = &ready->options;
  operation.model = graph.reader.bytes().data();
  operation.inputs = operands;
  operation.input_count = 0;  // until they are read
  operation.output_count = static_cast<int32_t>(outputs.size());
  // An operator that the runtime does not know is reported as such, whatever else may be wrong with it.
  if (opcode > INT16_MAX ||
      ChooseKernel(kernels, operation, &ready->chosen) == Status::kUnsupportedOperator) {
    return Status::kUnsupportedOperator;
  }
  if (inputs.size() > kMaxOperands || outputs.size() > kMaxOperands - inputs.size()) {
    return Status::kUnsupportedShape;
  }
  operation.outputs = operands + inputs.size();
  kernels::Tensor* operand = operands;
  for (const int32_t tensor : inputs) {
    if (tensor == -1) {
      *operand++ = {};
    } else {
      ASSAY_RETURN_IF_ERROR(ReadTensor(graph, tensor, operand++, fault));
    }
  }
  for (const int32_t tensor : outputs) ASSAY_RETURN_IF_ERROR(ReadTensor(graph, tensor, operand++, fault));
  operation.input_count = static_cast<int32_t>(inputs.size());
  ASSAY_RETURN_IF_ERROR(ChooseKernel(kernels, operation, &ready->chosen));
  return graph.reader.ReadOptions(index, operation.opcode, &ready->options);
}

Status ReadTensor(const Graph& graph, int32_t index, kernels::Tensor* tensor, Fault* fault) {
  const Status status = graph.reader.ReadTensor(index, tensor);
  if (status != Status::kOk) fault->tensor = index;
  return status;
}

}  // namespace assay::runtime
