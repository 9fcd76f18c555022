#include "kernels/elu.h"

#include "kernels/elementwise.h"
#include "kernels/validate.h"

namespace assay::kernels {

Status PrepareElu(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckElementwiseQuantized(operation));
  const Quantization& input = operation.inputs[0].quantization;
  const Quantization& output = operation.outputs[0].quantization;
  *static_cast<EluParams*>(params) = {
      .elements = operation.outputs[0].shape.elements(),
      .input_scale = input.scales[0],
      .inverse_output_scale = 1.0f / output.scales[0],
      .input_zero_point = static_cast<int16_t>(input.zero_point),
      .output_zero_point = static_cast<int16_t>(output.zero_point),
  };
  return Status::kOk;
}

}  // namespace assay::kernels
