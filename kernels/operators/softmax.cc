#include "kernels/operators/softmax.h"

#include <limits>

#include "kernels/arithmetic/elementwise.h"
#include "kernels/arithmetic/validate.h"

namespace assay::kernels {
namespace {

bool IsAbout(float x, float expected) {
  const float difference = x < expected ? expected - x : x - expected;
  return difference <= 0.001f * expected;
}

Status CheckOutput(const Tensor& output, float scale, int32_t zero_point, bool exactly) {
  ASSAY_RETURN_IF_ERROR(CheckQuantized(output));
  const Quantization& quantization = output.quantization;
  const bool right = exactly ? quantization.scales[0] == scale : IsAbout(quantization.scales[0], scale);
  return right && quantization.zero_point == zero_point ? Status::kOk : Status::kBadQuantization;
}

}  // namespace

Status MakeSoftmaxRows(const Operation& operation, SoftmaxRows* rows) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 1, 1));
  const Shape& shape = operation.inputs[0].shape;
  if (shape.rank < 1 || !SameShape(shape, operation.outputs[0].shape)) return Status::kBadShape;
  rows->depth = shape.dims[shape.rank - 1];
  rows->rows = shape.elements() / rows->depth;
  return Status::kOk;
}

Status MakeSoftmaxDifference(float beta, float input_scale, Multiplier* multiplier,
                             int32_t* smallest_difference) {
  if (!(beta > 0.0f)) return Status::kBadQuantization;  // also a NaN
  *multiplier = ScaledMultiplier(beta, input_scale, 1.0f, 31 - kSoftmaxDifferenceBits);
  constexpr int32_t kLargest = std::numeric_limits<int32_t>::max();
  if (beta > std::numeric_limits<float>::max() || multiplier->shift > 31) *multiplier = {kLargest, 31};
  const bool above_one = multiplier->shift > 1 || (multiplier->shift == 1 && multiplier->value > 1 << 30);
  if (!above_one) return Status::kBadQuantization;
  *smallest_difference =
      -static_cast<int32_t>((INT64_C(31) << (31 - kSoftmaxDifferenceBits)) >> multiplier->shift);
  return Status::kOk;
}

Status PrepareSoftmax(const Operation& operation, void* params, Needs*) {
  auto& softmax = *static_cast<SoftmaxParams*>(params);
  ASSAY_RETURN_IF_ERROR(MakeSoftmaxRows(operation, &softmax));
  const Tensor& input = operation.inputs[0];
  const Tensor& output = operation.outputs[0];
  ASSAY_RETURN_IF_ERROR(CheckQuantized(input));
  if (output.type == Type::kInt8) {
    ASSAY_RETURN_IF_ERROR(CheckOutput(output, 1.0f / 256, -128, true));
  } else if (output.type == Type::kInt16) {
    ASSAY_RETURN_IF_ERROR(CheckOutput(output, 1.0f / 65536, -32768, false));
  } else {
    return Status::kUnsupportedType;
  }
  // Each exponential adds at most 1 to the sum.
  if (softmax.depth >= 1 << kSoftmaxSumBits) return Status::kUnsupportedShape;
  softmax.output = output.type;
  return MakeSoftmaxDifference(static_cast<const SoftmaxOptions*>(operation.options)->beta,
                               input.quantization.scales[0], &softmax.multiplier,
                               &softmax.smallest_difference);
}

Status PrepareSoftmaxInt16(const Operation& operation, void* params, Needs*) {
  auto& softmax = *static_cast<SoftmaxInt16Params*>(params);
  ASSAY_RETURN_IF_ERROR(MakeSoftmaxRows(operation, &softmax));
  const Tensor& input = operation.inputs[0];
  const Tensor& output = operation.outputs[0];
  if (output.type != Type::kInt16) return Status::kUnsupportedType;
  ASSAY_RETURN_IF_ERROR(CheckQuantized(input));
  ASSAY_RETURN_IF_ERROR(CheckOutput(output, 1.0f / 32768, 0, false));
  // Each exponential adds at most 32767 to the sum.
  if (softmax.depth > 1 << 16) return Status::kUnsupportedShape;
  const float beta = static_cast<const SoftmaxOptions*>(operation.options)->beta;
  return MakeMultiplier(
      static_cast<double>(input.quantization.scales[0]) * static_cast<double>(beta) / (10.0 / 65535.0),
      &softmax.multiplier);
}

Status PrepareSoftmaxFloat(const Operation& operation, void* params, Needs*) {
  auto& softmax = *static_cast<SoftmaxFloatParams*>(params);
  ASSAY_RETURN_IF_ERROR(MakeSoftmaxRows(operation, &softmax));
  if (operation.outputs[0].type != Type::kFloat32) return Status::kUnsupportedType;
  softmax.beta = static_cast<const SoftmaxOptions*>(operation.options)->beta;
  return Status::kOk;
}

}  // namespace assay::kernels
