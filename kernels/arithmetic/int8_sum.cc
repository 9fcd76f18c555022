#include "kernels/arithmetic/int8_sum.h"

#include "kernels/arithmetic/validate.h"

namespace assay::kernels {

Status PrepareInt8Sum(const Tensor& input, const Tensor& output, Int8Sum* sum) {
  ASSAY_RETURN_IF_ERROR(CheckInt8(input));
  ASSAY_RETURN_IF_ERROR(CheckInt8(output));
  const double twice = 2 * static_cast<double>(input.quantization.scales[0]);
  Multiplier multiplier;
  ASSAY_RETURN_IF_ERROR(CheckedMultiplier(
      twice / ((1 << 20) * static_cast<double>(output.quantization.scales[0])), &multiplier, 0));
  *sum = {multiplier.value, static_cast<int8_t>(multiplier.shift),
          static_cast<int8_t>(input.quantization.zero_point),
          static_cast<int8_t>(output.quantization.zero_point)};
  return Status::kOk;
}

}  // namespace assay::kernels
