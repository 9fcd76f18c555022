#include "harness/model/macs.h"

#include <optional>

namespace assay {
namespace {

// The shapes of an operator's operands; an absent or unreadable one has no elements.
class Operands {
 public:
  Operands(const runtime::ModelReader& model, int index) : model_(model), index_(index) {}

  std::optional<Shape> input(size_t number) const { return At(model_.operator_inputs(index_), number); }
  std::optional<Shape> output() const { return At(model_.operator_outputs(index_), 0); }

 private:
  std::optional<Shape> At(std::span<const int32_t> operands, size_t number) const {
    kernels::Tensor tensor;
    if (number >= operands.size() || operands[number] < 0 ||
        model_.ReadTensor(operands[number], &tensor) != Status::kOk) {
      return std::nullopt;
    }
    return tensor.shape;
  }

  const runtime::ModelReader& model_;
  const int index_;
};

uint64_t Elements(const Shape& shape) { return static_cast<uint64_t>(shape.elements()); }

// Dimension `d`, counted from the end if negative; 1 where there is none.
uint64_t Dim(const Shape& shape, int d) {
  const int at = d < 0 ? shape.rank + d : d;
  return at >= 0 && at < shape.rank ? static_cast<uint64_t>(shape.dims[at]) : 1;
}

uint64_t BatchMatmulMacs(const runtime::ModelReader& model, int index, const Shape& left,
                         const Shape& output) {
  runtime::OperatorOptions options;
  if (model.ReadOptions(index, kernels::Opcode::kBatchMatmul, &options) != Status::kOk) return 0;
  const bool adjoint = reinterpret_cast<const kernels::BatchMatmulOptions*>(options.bytes)->adjoint_x;
  return Elements(output) * Dim(left, adjoint ? -2 : -1);
}

// Four gates, each with weights for the input and for the state; the weights are [units, depth].
uint64_t LstmMacs(const Shape& input, const Shape& input_weights, const Shape& recurrent_weights) {
  const uint64_t steps = Elements(input) / Dim(input, -1);  // times batches
  return 4 * steps * (Elements(input_weights) + Elements(recurrent_weights));
}

}  // namespace

uint64_t OperatorMacs(const runtime::ModelReader& model, int index) {
  int32_t opcode = 0;
  if (model.ReadOpcode(index, &opcode) != Status::kOk) return 0;
  const Operands operands(model, index);
  const std::optional<Shape> input = operands.input(0), weights = operands.input(1),
                             output = operands.output();
  if (!input || !weights || !output) return 0;
  switch (static_cast<kernels::Opcode>(opcode)) {
    case kernels::Opcode::kConv2D:          // weights [output channels, height, width, input channels]
    case kernels::Opcode::kFullyConnected:  // weights [outputs, inputs]
      return Elements(*output) * (Elements(*weights) / Dim(*weights, 0));
    case kernels::Opcode::kDepthwiseConv2D:  // weights [1, height, width, output channels]
      return Elements(*output) * (Elements(*weights) / Dim(*weights, -1));
    case kernels::Opcode::kTransposeConv: {  // weights [output channels, height, width, input channels]
      const std::optional<Shape> activations = operands.input(2);
      return activations ? Elements(*activations) * (Elements(*weights) / Dim(*weights, -1)) : 0;
    }
    case kernels::Opcode::kBatchMatmul:
      return BatchMatmulMacs(model, index, *input, *output);
    case kernels::Opcode::kSvdf: {  // weights of features [filters, inputs] and of time [filters, memory]
      const std::optional<Shape> time = operands.input(2);
      return time ? Dim(*input, 0) * (Elements(*weights) + Elements(*time)) : 0;
    }
    case kernels::Opcode::kUnidirectionalSequenceLstm: {
      const std::optional<Shape> input_weights = operands.input(2), recurrent_weights = operands.input(6);
      return input_weights && recurrent_weights ? LstmMacs(*input, *input_weights, *recurrent_weights) : 0;
    }
    default:
      return 0;
  }
}

}  // namespace assay
