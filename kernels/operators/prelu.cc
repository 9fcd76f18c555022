#include "kernels/operators/prelu.h"

#include "kernels/arithmetic/validate.h"

namespace assay::kernels {

Status PreparePrelu(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 2, 2));
  const Tensor& x = operation.inputs[0];
  const Tensor& alpha = operation.inputs[1];
  const Tensor& output = operation.outputs[0];
  const bool quantized = x.type != Type::kFloat32;
  if (output.type != x.type || alpha.type != (quantized ? Type::kInt8 : Type::kFloat32)) {
    return Status::kUnsupportedType;
  }
  auto& p = *static_cast<PreluParams*>(params);
  p = {};
  ASSAY_RETURN_IF_ERROR(PrepareBroadcast(operation.inputs, 2, output.shape, &p.broadcast));
  if (!quantized) return Status::kOk;

  ASSAY_RETURN_IF_ERROR(CheckQuantized(x));
  ASSAY_RETURN_IF_ERROR(CheckQuantized(alpha));
  ASSAY_RETURN_IF_ERROR(CheckQuantized(output));
  const auto x_scale = static_cast<double>(x.quantization.scales[0]);
  const auto alpha_scale = static_cast<double>(alpha.quantization.scales[0]);
  const auto output_scale = static_cast<double>(output.quantization.scales[0]);
  Multiplier identity;
  ASSAY_RETURN_IF_ERROR(CheckedMultiplier(x_scale / output_scale, &identity));
  Multiplier product;
  ASSAY_RETURN_IF_ERROR(CheckedMultiplier(x_scale * alpha_scale / output_scale, &product));
  p.identity_multiplier = identity.value;
  p.identity_shift = static_cast<int8_t>(identity.shift);
  p.alpha_multiplier = product.value;
  p.alpha_shift = static_cast<int8_t>(product.shift);
  p.zero_point = static_cast<int16_t>(x.quantization.zero_point);
  p.alpha_zero_point = static_cast<int16_t>(alpha.quantization.zero_point);
  p.output_zero_point = static_cast<int16_t>(output.quantization.zero_point);
  return Status::kOk;
}

}  // namespace assay::kernels
