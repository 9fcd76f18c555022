#include "kernels/operators/leaky_relu.h"

#include "kernels/arithmetic/elementwise.h"
#include "kernels/arithmetic/validate.h"
#include "kernels/operators/options.h"

namespace assay::kernels {

Status PrepareLeakyRelu(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckElementwiseOfOneType(operation));
  const Tensor& input = operation.inputs[0];
  const Tensor& output = operation.outputs[0];
  ASSAY_RETURN_IF_ERROR(CheckQuantized(input));
  ASSAY_RETURN_IF_ERROR(CheckQuantized(output));
  const auto input_scale = static_cast<double>(input.quantization.scales[0]);
  const auto output_scale = static_cast<double>(output.quantization.scales[0]);
  const auto alpha = static_cast<double>(static_cast<const LeakyReluOptions*>(operation.options)->alpha);
  auto& relu = *static_cast<LeakyReluParams*>(params);
  relu.elements = output.shape.elements();
  relu.input_zero_point = static_cast<int16_t>(input.quantization.zero_point);
  relu.output_zero_point = static_cast<int16_t>(output.quantization.zero_point);
  ASSAY_RETURN_IF_ERROR(MakeMultiplier(input_scale / output_scale, &relu.identity));
  return MakeMultiplier(input_scale * alpha / output_scale, &relu.alpha);
}

Status PrepareLeakyReluFloat(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckElementwiseOfOneType(operation));
  *static_cast<LeakyReluFloatParams*>(params) = {
      .elements = operation.outputs[0].shape.elements(),
      .alpha = static_cast<const LeakyReluOptions*>(operation.options)->alpha,
  };
  return Status::kOk;
}

}  // namespace assay::kernels
