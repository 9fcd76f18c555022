#include "harness/model/macs.h"

namespace assay {

uint64_t OperatorMacs(const runtime::ModelReader& model, int index) {
  int32_t opcode = 0;
  const auto inputs = model.operator_inputs(index), outputs = model.operator_outputs(index);
  if (model.ReadOpcode(index, &opcode) != Status::kOk || inputs.size() < 2 || outputs.empty()) return 0;
  kernels::Tensor weights, output;
  if (model.ReadTensor(inputs[1], &weights) != Status::kOk ||
      model.ReadTensor(outputs[0], &output) != Status::kOk) {
    return 0;
  }
  const auto output_elements = static_cast<uint64_t>(output.shape.elements());
  const auto weight_elements = static_cast<uint64_t>(weights.shape.elements());
  switch (static_cast<kernels::Opcode>(opcode)) {
    case kernels::Opcode::kConv2D:          // weights [output channels, height, width, input channels]
    case kernels::Opcode::kFullyConnected:  // weights [outputs, inputs]
      return output_elements * (weight_elements / static_cast<uint64_t>(weights.shape.dims[0]));
    case kernels::Opcode::kDepthwiseConv2D:  // weights [1, height, width, output channels]
      return output_elements * (weight_elements / static_cast<uint64_t>(weights.shape.dims[3]));
    default:
      return 0;
  }
}

}  // namespace assay
