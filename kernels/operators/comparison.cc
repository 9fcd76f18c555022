#include "kernels/operators/comparison.h"

#include "kernels/arithmetic/validate.h"

namespace assay::kernels {

Status PrepareQuantizedComparison(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 2, 2));
  if (operation.inputs[1].type != operation.inputs[0].type || operation.outputs[0].type != Type::kBool) {
    return Status::kUnsupportedType;
  }
  auto& p = *static_cast<ComparisonParams*>(params);
  for (int32_t i = 0; i < 2; ++i) {
    const Tensor& input = operation.inputs[i];
    ASSAY_RETURN_IF_ERROR(CheckQuantized(input));
    Multiplier multiplier;
    ASSAY_RETURN_IF_ERROR(
        CheckedMultiplier(static_cast<double>(input.quantization.scales[0]), &multiplier, 0));
    p.multipliers[i] = multiplier.value;
    p.shifts[i] = static_cast<int8_t>(multiplier.shift);
    p.zero_points[i] = static_cast<int16_t>(input.quantization.zero_point);
  }
  return PrepareBroadcast(operation.inputs, 2, operation.outputs[0].shape, &p.broadcast);
}

}  // namespace assay::kernels
