#include "kernels/operators/rsqrt.h"

#include "kernels/arithmetic/elementwise.h"
#include "kernels/arithmetic/real.h"
#include "kernels/arithmetic/validate.h"

namespace assay::kernels {

Status PrepareRsqrt(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckElementwiseQuantized(operation));
  const Quantization& input = operation.inputs[0].quantization;
  const Quantization& output = operation.outputs[0].quantization;
  Multiplier multiplier = QuantizeMultiplier(
      1.0 / (Sqrt(static_cast<double>(input.scales[0])) * static_cast<double>(output.scales[0])));
  multiplier.shift -= kRsqrtFractionBits;
  // The number to multiply is up to 2^20, which must not overflow; shifts to the right end at 31.
  if (multiplier.shift > 30 - kRsqrtFractionBits || multiplier.shift < -31) return Status::kBadQuantization;
  *static_cast<RsqrtParams*>(params) = {
      .elements = operation.outputs[0].shape.elements(),
      .multiplier = multiplier,
      .input_zero_point = static_cast<int16_t>(input.zero_point),
      .output_zero_point = static_cast<int16_t>(output.zero_point),
  };
  return Status::kOk;
}

}  // namespace assay::kernels
