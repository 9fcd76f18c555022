#include "kernels/operators/log_softmax.h"

#include "kernels/arithmetic/elementwise.h"
#include "kernels/arithmetic/validate.h"

namespace assay::kernels {

Status PrepareLogSoftmax(const Operation& operation, void* params, Needs*) {
  auto& softmax = *static_cast<LogSoftmaxParams*>(params);
  ASSAY_RETURN_IF_ERROR(CheckElementwiseQuantized(operation));
  ASSAY_RETURN_IF_ERROR(MakeSoftmaxRows(operation, &softmax));
  const Quantization& output = operation.outputs[0].quantization;
  if (output.scales[0] != 16.0f / 256 || output.zero_point != 127) return Status::kBadQuantization;
  // Each exponential adds at most 1 to the sum.
  if (softmax.depth >= 1 << kSoftmaxSumBits) return Status::kUnsupportedShape;
  ASSAY_RETURN_IF_ERROR(MakeSoftmaxDifference(1.0f, operation.inputs[0].quantization.scales[0],
                                              &softmax.multiplier, &softmax.smallest_difference));
  const double inverse = static_cast<double>(INT64_C(1) << (31 - softmax.multiplier.shift)) /
                         static_cast<double>(softmax.multiplier.value);
  if (!(inverse < 1.0)) return Status::kBadQuantization;  // a multiplier of just above one
  softmax.inverse = QuantizeMultiplier(inverse);
  return Status::kOk;
}

Status PrepareLogSoftmaxFloat(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckElementwiseOfOneType(operation));
  return MakeSoftmaxRows(operation, static_cast<SoftmaxRows*>(params));
}

}  // namespace assay::kernels
