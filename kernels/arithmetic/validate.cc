#include "kernels/arithmetic/validate.h"

#include <limits>

namespace assay::kernels {

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

Status CheckScales(const Quantization& quantization) {
  for (int32_t i = 0; i < quantization.scale_count; ++i) {
    const float scale = quantization.scales[i];
    // Written so that a NaN fails.
    if (!(scale > 0.0f && scale <= std::numeric_limits<float>::max())) return Status::kBadQuantization;
  }
  return quantization.scale_count > 0 ? Status::kOk : Status::kBadQuantization;
}

Status CheckQuantized(const Tensor& tensor) {
  ASSAY_RETURN_IF_ERROR(CheckScales(tensor.quantization));
  return tensor.quantization.scale_count == 1 ? Status::kOk : Status::kBadQuantization;
}

Status CheckInt8(const Tensor& tensor) {
  return tensor.type == Type::kInt8 ? CheckQuantized(tensor) : Status::kUnsupportedType;
}

bool SameShape(const Shape& a, const Shape& b) {
  if (a.rank != b.rank) return false;
  for (int32_t i = 0; i < a.rank; ++i) {
    if (a.dims[i] != b.dims[i]) return false;
  }
  return true;
}

}  // namespace assay::kernels
