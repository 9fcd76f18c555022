#include "kernels/operators/relu.h"

#include "kernels/arithmetic/elementwise.h"
#include "kernels/arithmetic/validate.h"

namespace assay::kernels {

Status PrepareRelu(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckElementwiseQuantized(operation));
  const Quantization& input = operation.inputs[0].quantization;
  const Quantization& output = operation.outputs[0].quantization;
  Multiplier multiplier;
  ASSAY_RETURN_IF_ERROR(MakeMultiplier(
      static_cast<double>(input.scales[0]) / static_cast<double>(output.scales[0]), &multiplier));
  *static_cast<ReluParams*>(params) = {
      .elements = operation.outputs[0].shape.elements(),
      .multiplier = multiplier,
      .input_zero_point = static_cast<int16_t>(input.zero_point),
      .output_zero_point = static_cast<int16_t>(output.zero_point),
  };
  return Status::kOk;
}

Status PrepareRelu6(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckElementwiseOfOneType(operation));
  const Tensor& input = operation.inputs[0];
  ASSAY_RETURN_IF_ERROR(CheckQuantized(input));
  Range range;
  ASSAY_RETURN_IF_ERROR(ActivationRange(Activation::kRelu6, input.type, input.quantization, &range));
  *static_cast<Relu6Params*>(params) = {
      .elements = input.shape.elements(),
      .zero = static_cast<int16_t>(range.min),
      .six = static_cast<int16_t>(range.max),
  };
  return Status::kOk;
}

}  // namespace assay::kernels
