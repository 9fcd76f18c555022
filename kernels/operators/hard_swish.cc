#include "kernels/operators/hard_swish.h"

#include "kernels/arithmetic/elementwise.h"
#include "kernels/arithmetic/validate.h"

namespace assay::kernels {
namespace {

Status MakeMultiplier16(float real, Multiplier16* multiplier) {
  Multiplier wide;
  ASSAY_RETURN_IF_ERROR(MakeMultiplier(static_cast<double>(real), &wide));
  const int32_t value = wide.value >= 0x7FFF7FFF ? 0x7FFF : (wide.value + (1 << 15)) >> 16;
  *multiplier = {static_cast<int16_t>(value), static_cast<int16_t>(wide.shift)};
  return Status::kOk;
}

}  // namespace

Status PrepareHardSwish(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckElementwiseQuantized(operation));
  const Quantization& input = operation.inputs[0].quantization;
  const Quantization& output = operation.outputs[0].quantization;
  const float fine_scale = 1.0f / 128.0f * input.scales[0];
  auto& swish = *static_cast<HardSwishParams*>(params);
  swish.elements = operation.outputs[0].shape.elements();
  swish.input_zero_point = static_cast<int16_t>(input.zero_point);
  swish.output_zero_point = static_cast<int16_t>(output.zero_point);
  ASSAY_RETURN_IF_ERROR(MakeMultiplier16(fine_scale / output.scales[0], &swish.output));
  if (swish.output.shift > 0) return Status::kBadQuantization;
  return MakeMultiplier16(fine_scale / (3.0f / 32768.0f), &swish.gate);
}

}  // namespace assay::kernels
