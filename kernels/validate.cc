#include "kernels/validate.h"

#include <limits>

#include "kernels/quantize.h"

namespace assay::kernels {
namespace {

bool ScalesUsable(const Quantization& quantization) {
  for (int32_t i = 0; i < quantization.scale_count; ++i) {
    const float scale = quantization.scales[i];
    // Written so that a NaN fails.
    if (!(scale > 0.0f && scale <= std::numeric_limits<float>::max())) return false;
  }
  return quantization.scale_count > 0;
}

}  // namespace

Status CheckOperands(const Operation& operation, int32_t min_inputs, int32_t max_inputs) {
  if (operation.input_count < min_inputs || operation.input_count > max_inputs ||
      operation.output_count != 1) {
    return Status::kMalformedModel;
  }
  for (int32_t i = 0; i < min_inputs; ++i) {
    if (operation.inputs[i].type == Type::kNone) return Status::kMalformedModel;
  }
  return Status::kOk;
}

Status CheckInt8(const Tensor& tensor) {
  if (tensor.type != Type::kInt8) return Status::kUnsupportedType;
  const bool usable = ScalesUsable(tensor.quantization) && tensor.quantization.scale_count == 1;
  return usable ? Status::kOk : Status::kBadQuantization;
}

Status CheckInt8Weights(const Tensor& tensor, int32_t axis, int32_t channels) {
  if (tensor.type != Type::kInt8) return Status::kUnsupportedType;
  const Quantization& quantization = tensor.quantization;
  if (!ScalesUsable(quantization) || quantization.zero_point != 0) return Status::kBadQuantization;
  if (quantization.scale_count == 1) return Status::kOk;
  const bool matches = quantization.scale_count == channels && quantization.axis == axis;
  return matches ? Status::kOk : Status::kBadQuantization;
}

bool HasBias(const Operation& operation) {
  return operation.input_count > 2 && operation.inputs[2].type != Type::kNone;
}

Status CheckInt32Bias(const Operation& operation, int32_t channels) {
  if (!HasBias(operation)) return Status::kOk;
  if (operation.inputs[2].type != Type::kInt32) return Status::kUnsupportedType;
  return operation.inputs[2].shape.elements() == channels ? Status::kOk : Status::kBadShape;
}

Status CheckChannelMultipliers(const Tensor& input, const Tensor& weights, const Tensor& output) {
  float largest = 0.0f;  // a multiplier grows with its channel's scale
  for (int32_t i = 0; i < weights.quantization.scale_count; ++i) {
    const float scale = weights.quantization.scales[i];
    largest = scale > largest ? scale : largest;
  }
  const Multiplier multiplier =
      ChannelMultiplier(input.quantization.scales[0], largest, output.quantization.scales[0]);
  return multiplier.shift <= kMaxLeftShift ? Status::kOk : Status::kBadQuantization;
}

bool SameShape(const Shape& a, const Shape& b) {
  if (a.rank != b.rank) return false;
  for (int32_t i = 0; i < a.rank; ++i) {
    if (a.dims[i] != b.dims[i]) return false;
  }
  return true;
}

}  // namespace assay::kernels
