#include "kernels/operators/l2_normalization.h"

#include "kernels/arithmetic/fixed_point.h"
#include "kernels/arithmetic/real.h"
#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

Status L2Normalization(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const L2NormalizationParams*>(params);
  const auto* input = static_cast<const int8_t*>(buffers.inputs[0]);
  auto* output = static_cast<int8_t*>(buffers.outputs[0]);
  for (int32_t row = 0; row < p.rows; ++row, input += p.depth, output += p.depth) {
    int32_t sum = 0;
    for (int32_t i = 0; i < p.depth; ++i) {
      const int32_t x = input[i] - p.input_zero_point;
      sum += x * x;
    }
    Multiplier multiplier = InverseSqrt(sum);
    multiplier.shift += 7;  // to 1/128
    for (int32_t i = 0; i < p.depth; ++i) {
      const int32_t y = MultiplyByQuantizedMultiplier(input[i] - p.input_zero_point, multiplier);
      output[i] = static_cast<int8_t>(Clamp(y, -128, 127));
    }
  }
  return Status::kOk;
}

Status L2NormalizationFloat(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const L2NormalizationParams*>(params);
  const auto* input = static_cast<const float*>(buffers.inputs[0]);
  auto* output = static_cast<float*>(buffers.outputs[0]);
  for (int32_t row = 0; row < p.rows; ++row, input += p.depth, output += p.depth) {
    float sum = 0.0f;
    for (int32_t i = 0; i < p.depth; ++i) sum += input[i] * input[i];
    const auto norm = static_cast<float>(Sqrt(static_cast<double>(sum)));
    const float divisor = norm < 1e-6f ? 1e-6f : norm;
    for (int32_t i = 0; i < p.depth; ++i) output[i] = input[i] / divisor;
  }
  return Status::kOk;
}

constexpr Kernel kL2Normalization = {.opcode = Opcode::kL2Normalization,
                                     .params_bytes = ParamsBytes<L2NormalizationParams>(),
                                     .prepare = PrepareL2Normalization};

}  // namespace

constexpr Kernel rows::kL2NormalizationInt8 = kL2Normalization.For(Type::kInt8, L2Normalization);
constexpr Kernel rows::kL2NormalizationFloat = kL2Normalization.For(Type::kFloat32, L2NormalizationFloat);

}  // namespace assay::kernels::reference
