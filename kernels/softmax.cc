#include "kernels/softmax.h"

#include "kernels/validate.h"

namespace assay::kernels {

Status PrepareSoftmax(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 1, 1));
  const auto& options = *static_cast<const SoftmaxOptions*>(operation.options);
  const Tensor& input = operation.inputs[0];
  const Tensor& output = operation.outputs[0];
  if (input.shape.rank < 1 || !SameShape(input.shape, output.shape)) return Status::kBadShape;
  ASSAY_RETURN_IF_ERROR(CheckInt8(input));
  ASSAY_RETURN_IF_ERROR(CheckInt8(output));
  if (output.quantization.scales[0] != 1.0f / 256 || output.quantization.zero_point != -128) {
    return Status::kBadQuantization;
  }
  const int32_t depth = input.shape.dims[input.shape.rank - 1];
  // Each exponential adds at most 1 to the sum.
  if (depth >= 1 << kSoftmaxSumBits) return Status::kUnsupportedShape;

  constexpr double kLargest = 2147483647.0;
  double multiplier = static_cast<double>(options.beta) * static_cast<double>(input.quantization.scales[0]) *
                      (1 << (31 - kSoftmaxDifferenceBits));
  if (multiplier > kLargest) multiplier = kLargest;
  // The reference defines only multipliers above one; written so that a NaN fails.
  if (!(multiplier > 1.0)) return Status::kBadQuantization;
  const Multiplier quantized = QuantizeMultiplier(multiplier);
  *static_cast<SoftmaxParams*>(params) = {
      .rows = input.shape.elements() / depth,
      .depth = depth,
      .multiplier = quantized,
      .smallest_difference =
          -static_cast<int32_t>((INT64_C(31) << (31 - kSoftmaxDifferenceBits)) >> quantized.shift),
  };
  return Status::kOk;
}

}  // namespace assay::kernels
