#include "kernels/operators/abs.h"

#include "kernels/arithmetic/elementwise.h"
#include "kernels/arithmetic/validate.h"

namespace assay::kernels {

Status PrepareAbs(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckElementwiseOfOneType(operation));
  const Tensor& input = operation.inputs[0];
  auto& abs = *static_cast<AbsParams*>(params);
  abs = {};
  abs.elements = input.shape.elements();
  if (input.type == Type::kInt16 && input.quantization.scale_count == 0) return Status::kOk;

  ASSAY_RETURN_IF_ERROR(CheckElementwiseQuantized(operation));
  const Quantization& output = operation.outputs[0].quantization;
  abs.quantized = true;
  abs.input_zero_point = static_cast<int16_t>(input.quantization.zero_point);
  abs.output_zero_point = static_cast<int16_t>(output.zero_point);
  return MakeMultiplier(
      static_cast<double>(input.quantization.scales[0]) / static_cast<double>(output.scales[0]),
      &abs.multiplier);
}

}  // namespace assay::kernels
