#include "kernels/operators/add.h"

#include "kernels/arithmetic/validate.h"
#include "kernels/operators/options.h"

namespace assay::kernels {
namespace {

// Of both inputs and of the output.
struct Multipliers {
  Multiplier inputs[2];
  Multiplier output;
  int32_t largest_output_shift = 0;  // ADD and SUB define only output multipliers below one
};

float ScaleOf(const Tensor& tensor) { return tensor.quantization.scales[0]; }

// The larger scale of both inputs.
float Largest(const Operation& operation) {
  const float a = ScaleOf(operation.inputs[0]);
  const float b = ScaleOf(operation.inputs[1]);
  return a > b ? a : b;
}

// The scale of an input by twice the larger one.
Multiplier InputMultiplier(const Operation& operation, int32_t input) {
  return ScaledMultiplier(ScaleOf(operation.inputs[input]), 1.0f, Largest(operation), -1);
}

Status CheckTensors(const Operation& operation) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 2, 2));
  const Tensor& a = operation.inputs[0];
  const Tensor& b = operation.inputs[1];
  const Tensor& output = operation.outputs[0];
  if (b.type != a.type || output.type != a.type) return Status::kUnsupportedType;
  ASSAY_RETURN_IF_ERROR(CheckQuantized(a));
  ASSAY_RETURN_IF_ERROR(CheckQuantized(b));
  return CheckQuantized(output);
}

Status Prepare(const Operation& operation, Activation activation, int32_t left_shift,
               const Multipliers& multipliers, AddParams* params) {
  ASSAY_RETURN_IF_ERROR(
      PrepareBroadcast(operation.inputs, 2, operation.outputs[0].shape, &params->broadcast));
  for (int32_t i = 0; i < 2; ++i) {
    const Multiplier multiplier = multipliers.inputs[i];
    params->multipliers[i] = multiplier.value;
    params->shifts[i] = static_cast<int8_t>(multiplier.shift);
    params->zero_points[i] = static_cast<int16_t>(operation.inputs[i].quantization.zero_point);
  }
  if (multipliers.output.shift > multipliers.largest_output_shift) return Status::kBadQuantization;
  params->output_multiplier = multipliers.output.value;
  params->output_shift = static_cast<int8_t>(multipliers.output.shift);
  params->left_shift = static_cast<int8_t>(left_shift);

  const Tensor& output = operation.outputs[0];
  Range range;
  ASSAY_RETURN_IF_ERROR(ActivationRange(activation, output.type, output.quantization, &range));
  params->output_zero_point = static_cast<int16_t>(output.quantization.zero_point);
  params->output_min = static_cast<int16_t>(range.min);
  params->output_max = static_cast<int16_t>(range.max);
  return Status::kOk;
}

Status PrepareSum(const Operation& operation, Activation activation, void* params) {
  ASSAY_RETURN_IF_ERROR(CheckTensors(operation));
  // So that the shifted difference of a value and its zero point fits into 32 bits.
  const int32_t left_shift = operation.outputs[0].type == Type::kInt16 ? 15 : 20;
  const Multipliers multipliers = {
      {InputMultiplier(operation, 0), InputMultiplier(operation, 1)},
      // Twice the larger scale by that of the output, which the shift divides.
      ScaledMultiplier(Largest(operation), 1.0f, ScaleOf(operation.outputs[0]), 1 - left_shift)};
  return Prepare(operation, activation, left_shift, multipliers, static_cast<AddParams*>(params));
}

}  // namespace

Status PrepareAdd(const Operation& operation, void* params, Needs*) {
  return PrepareSum(operation, static_cast<const AddOptions*>(operation.options)->activation, params);
}

Status PrepareSub(const Operation& operation, void* params, Needs*) {
  return PrepareSum(operation, static_cast<const SubOptions*>(operation.options)->activation, params);
}

Status PrepareSquaredDifference(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckTensors(operation));
  const bool int16 = operation.outputs[0].type == Type::kInt16;
  if (int16 &&
      (operation.inputs[0].quantization.zero_point != 0 || operation.inputs[1].quantization.zero_point != 0 ||
       operation.outputs[0].quantization.zero_point != 0)) {
    return Status::kBadQuantization;
  }
  // So that the square of the shifted difference fits into 32 bits.
  const int32_t left_shift = int16 ? 0 : 7;
  const double twice_largest = 2 * static_cast<double>(Largest(operation));
  // In float, as in the reference: this may be infinite.
  const float output_scale = static_cast<float>(1 << 2 * left_shift) * ScaleOf(operation.outputs[0]);
  const Multipliers multipliers = {
      {InputMultiplier(operation, 0), InputMultiplier(operation, 1)},
      QuantizeMultiplier(twice_largest * twice_largest / static_cast<double>(output_scale)),
      kMaxLeftShift};
  return Prepare(operation, Activation::kNone, left_shift, multipliers, static_cast<AddParams*>(params));
}

}  // namespace assay::kernels
