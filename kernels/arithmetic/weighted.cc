#include "kernels/arithmetic/weighted.h"

#include "kernels/arithmetic/validate.h"

namespace assay::kernels {
namespace {

Status CheckBias(const Tensor& bias, Type activations, const WeightedForm& form, int32_t channels) {
  Type expected = Type::kInt64;
  if (activations == Type::kFloat32) expected = Type::kFloat32;
  if (activations == Type::kInt8) expected = Type::kInt32;
  const bool narrow = activations == Type::kInt16 && form.narrow_bias != Type::kNone;
  if (bias.type != expected && !(narrow && bias.type == form.narrow_bias)) return Status::kUnsupportedType;
  return bias.shape.elements() == channels ? Status::kOk : Status::kBadShape;
}

// One scale in all, or one for each channel along `axis`.
Status CheckWeightScales(const Tensor& weights, int32_t axis, int32_t channels) {
  ASSAY_RETURN_IF_ERROR(CheckScales(weights));
  const Quantization& quantization = weights.quantization;
  if (quantization.scale_count == 1) return Status::kOk;
  const bool matches = quantization.scale_count == channels && quantization.axis == axis;
  return matches ? Status::kOk : Blame(weights, Status::kBadQuantization);
}

// Whether every channel's sums can be rescaled: no multiplier shifts further left than `max_shift`.
Status CheckMultipliers(const Tensor& input, const Tensor& weights, const Tensor& output, int32_t max_shift) {
  float largest = 0.0f;  // a multiplier grows with its channel's scale
  for (int32_t i = 0; i < weights.quantization.scale_count; ++i) {
    const float scale = weights.quantization.scales[i];
    largest = scale > largest ? scale : largest;
  }
  const Multiplier multiplier =
      ChannelMultiplier(input.quantization.scales[0], largest, output.quantization.scales[0]);
  return multiplier.shift <= max_shift ? Status::kOk : Status::kBadQuantization;
}

Status CheckWeightsType(Type activations, Type weights) {
  const bool supported =
      activations == Type::kFloat32
          ? weights == Type::kFloat32
          : weights == Type::kInt8 || (weights == Type::kInt4 && activations == Type::kInt8);
  return supported ? Status::kOk : Status::kUnsupportedType;
}

}  // namespace

Status PrepareWeighted(const Operation& operation, const WeightedForm& form, int32_t channels,
                       Activation activation, WeightedParams* params, int32_t* weights_zero_point) {
  const Tensor& input = operation.inputs[form.activations];
  const Tensor& weights = operation.inputs[form.weights];
  const Tensor& output = operation.outputs[0];
  if (output.type != input.type) return Status::kUnsupportedType;
  ASSAY_RETURN_IF_ERROR(CheckWeightsType(input.type, weights.type));
  *params = {};
  params->activation = activation;
  params->bias = form.bias < operation.input_count ? operation.inputs[form.bias].type : Type::kNone;
  params->has_bias = params->bias != Type::kNone;
  if (params->has_bias) {
    ASSAY_RETURN_IF_ERROR(CheckBias(operation.inputs[form.bias], input.type, form, channels));
  }
  if (input.type == Type::kFloat32) {
    FloatRange range;
    return ActivationRange(activation, &range);
  }

  ASSAY_RETURN_IF_ERROR(CheckQuantized(input));
  ASSAY_RETURN_IF_ERROR(CheckQuantized(output));
  ASSAY_RETURN_IF_ERROR(CheckWeightScales(weights, form.axis, channels));
  if (weights_zero_point != nullptr) *weights_zero_point = weights.quantization.zero_point;
  if (weights_zero_point == nullptr && weights.quantization.zero_point != 0) return Status::kBadQuantization;
  if (input.type == Type::kInt16 &&
      (input.quantization.zero_point != 0 || output.quantization.zero_point != 0)) {
    return Status::kBadQuantization;
  }
  const bool sums_of_64_bits = input.type == Type::kInt16 && params->bias != Type::kInt32;
  ASSAY_RETURN_IF_ERROR(
      CheckMultipliers(input, weights, output, sums_of_64_bits ? kMaxLeftShiftOf64Bits : kMaxLeftShift));
  Range range;
  ASSAY_RETURN_IF_ERROR(ActivationRange(activation, output.type, output.quantization, &range));
  params->weight_scales = {operation.model, weights.quantization.scales};
  params->input_scale = input.quantization.scales[0];
  params->output_scale = output.quantization.scales[0];
  params->input_zero_point = static_cast<int16_t>(input.quantization.zero_point);
  params->output_zero_point = static_cast<int16_t>(output.quantization.zero_point);
  params->output_min = static_cast<int16_t>(range.min);
  params->output_max = static_cast<int16_t>(range.max);
  params->per_channel = weights.quantization.scale_count > 1;
  return Status::kOk;
}

}  // namespace assay::kernels
