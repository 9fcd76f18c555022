#include "kernels/weighted.h"

#include "kernels/validate.h"

namespace assay::kernels {

Status PrepareWeighted(const Operation& operation, int32_t axis, int32_t channels, Activation activation,
                       WeightedParams* params) {
  const Tensor& input = operation.inputs[0];
  const Tensor& weights = operation.inputs[1];
  const Tensor& output = operation.outputs[0];
  ASSAY_RETURN_IF_ERROR(CheckInt8(input));
  ASSAY_RETURN_IF_ERROR(CheckInt8(output));
  ASSAY_RETURN_IF_ERROR(CheckInt8Weights(weights, axis, channels));
  ASSAY_RETURN_IF_ERROR(CheckInt32Bias(operation, channels));
  ASSAY_RETURN_IF_ERROR(CheckChannelMultipliers(input, weights, output));
  Range range;
  ASSAY_RETURN_IF_ERROR(ActivationRange(activation, output.type, output.quantization, &range));
  *params = {
      .weight_scales = {operation.model, weights.quantization.scales},
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
