#include "kernels/operators/mul.h"

#include "kernels/arithmetic/validate.h"
#include "kernels/operators/options.h"

namespace assay::kernels {
namespace {

// The reference defines only shifts of a quotient to the right, and that has 22 bits of its dividend's
// headroom at least.
constexpr int32_t kMaxDivShift = 22;

Status CheckTensors(const Operation& operation) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 2, 2));
  const Tensor tensors[] = {operation.inputs[0], operation.inputs[1], operation.outputs[0]};
  for (const Tensor& tensor : tensors) {
    if (tensor.type != operation.inputs[0].type) return Status::kUnsupportedType;
    ASSAY_RETURN_IF_ERROR(CheckQuantized(tensor));
    if (tensor.type == Type::kInt16 && tensor.quantization.zero_point != 0) return Status::kBadQuantization;
  }
  return Status::kOk;
}

Status Prepare(const Operation& operation, double real_multiplier, int32_t max_shift, MulParams* params) {
  const Tensor& output = operation.outputs[0];
  ASSAY_RETURN_IF_ERROR(PrepareBroadcast(operation.inputs, 2, output.shape, &params->broadcast));
  Multiplier multiplier;
  ASSAY_RETURN_IF_ERROR(CheckedMultiplier(real_multiplier, &multiplier, max_shift));
  Range range;
  ASSAY_RETURN_IF_ERROR(ActivationRange(static_cast<const ActivationOptions*>(operation.options)->activation,
                                        output.type, output.quantization, &range));
  params->output_multiplier = multiplier.value;
  params->output_shift = static_cast<int8_t>(multiplier.shift);
  params->zero_points[0] = static_cast<int16_t>(operation.inputs[0].quantization.zero_point);
  params->zero_points[1] = static_cast<int16_t>(operation.inputs[1].quantization.zero_point);
  params->output_zero_point = static_cast<int16_t>(output.quantization.zero_point);
  params->output_min = static_cast<int16_t>(range.min);
  params->output_max = static_cast<int16_t>(range.max);
  return Status::kOk;
}

}  // namespace

Status PrepareMul(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckTensors(operation));
  const double product = static_cast<double>(operation.inputs[0].quantization.scales[0]) *
                         static_cast<double>(operation.inputs[1].quantization.scales[0]);
  return Prepare(operation, product / static_cast<double>(operation.outputs[0].quantization.scales[0]),
                 kMaxLeftShift, static_cast<MulParams*>(params));
}

Status PrepareDiv(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckTensors(operation));
  // In float, as in the reference; out of its range, the product is 0 and the quotient infinite.
  const float product =
      operation.inputs[1].quantization.scales[0] * operation.outputs[0].quantization.scales[0];
  return Prepare(operation, static_cast<double>(operation.inputs[0].quantization.scales[0] / product),
                 kMaxDivShift, static_cast<MulParams*>(params));
}

}  // namespace assay::kernels
