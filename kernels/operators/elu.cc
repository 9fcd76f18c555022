#include "kernels/operators/elu.h"

#include <limits>

#include "kernels/arithmetic/elementwise.h"
#include "kernels/arithmetic/validate.h"

namespace assay::kernels {

Status PrepareElu(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckElementwiseQuantized(operation));
  const Quantization& input = operation.inputs[0].quantization;
  const Quantization& output = operation.outputs[0].quantization;
  // A zero times infinity would be no number of steps.
  const float inverse_output_scale = 1.0f / output.scales[0];
  if (inverse_output_scale > std::numeric_limits<float>::max()) return Status::kBadQuantization;
  // The reference converts the largest output to int32 before it clamps it.
  const float largest = input.scales[0] * static_cast<float>(127 - input.zero_point);
  if (largest * inverse_output_scale + static_cast<float>(output.zero_point) >= 0x1p31f) {
    return Status::kBadQuantization;
  }
  *static_cast<EluParams*>(params) = {
      .elements = operation.outputs[0].shape.elements(),
      .input_scale = input.scales[0],
      .inverse_output_scale = inverse_output_scale,
      .input_zero_point = static_cast<int16_t>(input.zero_point),
      .output_zero_point = static_cast<int16_t>(output.zero_point),
  };
  return Status::kOk;
}

}  // namespace assay::kernels
