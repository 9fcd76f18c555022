#include "kernels/arithmetic/int8_sum.h"

#include "kernels/arithmetic/validate.h"

namespace assay::kernels {

Status PrepareInt8Sum(const Tensor& input, const Tensor& output, Int8Sum* sum) {
  ASSAY_RETURN_IF_ERROR(CheckInt8(input));
  ASSAY_RETURN_IF_ERROR(CheckInt8(output));
  // Twice the input's scale by 2^20 of the output's.
  const Multiplier multiplier =
      ScaledMultiplier(input.quantization.scales[0], 1.0f, output.quantization.scales[0], 1 - 20);
  if (multiplier.shift > 0) return Status::kBadQuantization;
  *sum = {multiplier.value, static_cast<int8_t>(multiplier.shift),
          static_cast<int8_t>(input.quantization.zero_point),
          static_cast<int8_t>(output.quantization.zero_point)};
  return Status::kOk;
}

}  // namespace assay::kernels
