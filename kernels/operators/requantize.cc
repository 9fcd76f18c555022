#include "kernels/operators/requantize.h"

#include "kernels/arithmetic/elementwise.h"
#include "kernels/arithmetic/validate.h"

namespace assay::kernels {
namespace {

bool IsDefined(Type input, Type output) {
  switch (output) {
    case Type::kInt8:
      return true;
    case Type::kInt16:
      return input != Type::kUInt8;
    case Type::kUInt8:
      return input == Type::kInt8;
    case Type::kInt32:
      return input == Type::kInt8 || input == Type::kInt16;
    default:
      return false;
  }
}

Status CheckQuantize(const Operation& operation) {
  ASSAY_RETURN_IF_ERROR(CheckElementwise(operation));
  if (!IsDefined(operation.inputs[0].type, operation.outputs[0].type)) return Status::kUnsupportedType;
  return CheckQuantized(operation.outputs[0]);
}

}  // namespace

Status PrepareQuantize(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckQuantize(operation));
  const Tensor& output = operation.outputs[0];
  *static_cast<QuantizeParams*>(params) = {
      .elements = output.shape.elements(),
      .scale = output.quantization.scales[0],
      .zero_point = output.quantization.zero_point,
      .output = output.type,
  };
  return Status::kOk;
}

Status PrepareRequantize(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckQuantize(operation));
  const Tensor& input = operation.inputs[0];
  const Tensor& output = operation.outputs[0];
  ASSAY_RETURN_IF_ERROR(CheckQuantized(input));
  Multiplier multiplier;
  ASSAY_RETURN_IF_ERROR(MakeMultiplier(
      static_cast<double>(input.quantization.scales[0]) / static_cast<double>(output.quantization.scales[0]),
      &multiplier));
  *static_cast<RequantizeParams*>(params) = {
      .elements = output.shape.elements(),
      .multiplier = multiplier,
      .input_zero_point = input.quantization.zero_point,
      .output_zero_point = output.quantization.zero_point,
      .output = output.type,
  };
  return Status::kOk;
}

}  // namespace assay::kernels
