#include "kernels/arithmetic/validate.h"

#include <limits>

namespace assay::kernels {

Status CheckOperands(const Operation& operation, int32_t min_inputs, int32_t max_inputs) {
  if (operation.input_count < min_inputs || operation.input_count > max_inputs ||
      operation.output_count != 1) {
    return Status::kOperandCount;
  }
  return CheckPresent(operation, min_inputs);
}

Status CheckPresent(const Operation& operation, int32_t count) {
  for (int32_t i = 0; i < count; ++i) {
    const Tensor& input = operation.inputs[i];
    if (input.type == Type::kNone) return Blame(input, Status::kAbsentOperand);
  }
  return Status::kOk;
}

Status CheckScales(const Tensor& tensor) {
  const Quantization& quantization = tensor.quantization;
  int32_t fit = 0;
  // A NaN fails both.
  while (fit < quantization.scale_count && quantization.scales[fit] > 0.0f &&
         quantization.scales[fit] <= std::numeric_limits<float>::max()) {
    ++fit;
  }
  const bool all = fit > 0 && fit == quantization.scale_count;
  return all ? Status::kOk : Blame(tensor, Status::kBadQuantization);
}

Status CheckQuantized(const Tensor& tensor) {
  ASSAY_RETURN_IF_ERROR(CheckScales(tensor));
  return tensor.quantization.scale_count == 1 ? Status::kOk : Blame(tensor, Status::kBadQuantization);
}

Status CheckInt8(const Tensor& tensor) {
  return tensor.type == Type::kInt8 ? CheckQuantized(tensor) : Blame(tensor, Status::kUnsupportedType);
}

bool SameShape(const Shape& a, const Shape& b) {
  if (a.rank != b.rank) return false;
  for (int32_t i = 0; i < a.rank; ++i) {
    if (a.dims[i] != b.dims[i]) return false;
  }
  return true;
}

}  // namespace assay::kernels
