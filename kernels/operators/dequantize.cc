#include "kernels/operators/dequantize.h"

#include "kernels/arithmetic/elementwise.h"
#include "kernels/arithmetic/validate.h"

namespace assay::kernels {

Status PrepareDequantize(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckElementwise(operation));
  const Tensor& input = operation.inputs[0];
  if (operation.outputs[0].type != Type::kFloat32) return Status::kUnsupportedType;
  ASSAY_RETURN_IF_ERROR(CheckQuantized(input));
  *static_cast<DequantizeParams*>(params) = {
      .elements = input.shape.elements(),
      .scale = input.quantization.scales[0],
      .zero_point = input.quantization.zero_point,
  };
  return Status::kOk;
}

}  // namespace assay::kernels
