#include "kernels/fully_connected.h"

#include <limits>

#include "kernels/validate.h"

namespace assay::kernels {

Status PrepareFullyConnected(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 2, 3));
  const auto& options = *static_cast<const FullyConnectedOptions*>(operation.options);
  if (options.weights_format != 0) return Status::kUnsupportedOption;
  const Tensor& input = operation.inputs[0];
  const Tensor& weights = operation.inputs[1];
  const Tensor& output = operation.outputs[0];
  if (weights.shape.rank != 2 || output.shape.rank < 1) return Status::kBadShape;
  const int32_t outputs = weights.shape.dims[0];
  const int32_t depth = weights.shape.dims[1];
  const int32_t batches = output.shape.elements() / outputs;
  if (output.shape.dims[output.shape.rank - 1] != outputs || input.shape.elements() % depth != 0 ||
      input.shape.elements() / depth != batches) {
    return Status::kBadShape;
  }
  ASSAY_RETURN_IF_ERROR(CheckInt8(input));
  ASSAY_RETURN_IF_ERROR(CheckInt8(output));
  ASSAY_RETURN_IF_ERROR(CheckInt8Weights(weights, 0, outputs));
  ASSAY_RETURN_IF_ERROR(CheckInt32Bias(operation, outputs));
  ASSAY_RETURN_IF_ERROR(CheckChannelMultipliers(input, weights, output));
  // The float product may overflow where the double one did not.
  if (input.quantization.scales[0] > std::numeric_limits<float>::max() / 2 / weights.quantization.scales[0]) {
    return Status::kBadQuantization;
  }
  Range range;
  ASSAY_RETURN_IF_ERROR(ActivationRange(options.activation, output.type, output.quantization, &range));
  *static_cast<FullyConnectedParams*>(params) = {
      .batches = batches,
      .depth = depth,
      .outputs = outputs,
      .weight_scales = weights.quantization.scales,
      .input_scale = input.quantization.scales[0],
      .output_scale = output.quantization.scales[0],
      .input_zero_point = static_cast<int16_t>(input.quantization.zero_point),
      .output_zero_point = static_cast<int16_t>(output.quantization.zero_point),
      .output_min = static_cast<int16_t>(range.min),
      .output_max = static_cast<int16_t>(range.max),
      .per_channel = weights.quantization.scale_count > 1,
      .has_bias = HasBias(operation),
  };
  return Status::kOk;
}

}  // namespace assay::kernels
