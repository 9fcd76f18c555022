#include "kernels/operators/elu.h"

#include <limits>

#include "kernels/arithmetic/quantize.h"
#include "kernels/arithmetic/real.h"
#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

Status Elu(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const EluParams*>(params);
  const auto* input = static_cast<const int8_t*>(buffers.inputs[0]);
  auto* output = static_cast<int8_t*>(buffers.outputs[0]);
  for (int32_t i = 0; i < p.elements; ++i) {
    const float x = p.input_scale * static_cast<float>(input[i] - p.input_zero_point);
    const float y = x < 0.0f ? static_cast<float>(Exp(static_cast<double>(x))) - 1.0f : x;
    constexpr float kFar = 1 << 20;  // beyond int8 whatever the zero point
    const float steps = y * p.inverse_output_scale;
    const float near = steps > kFar ? kFar : (steps < -kFar ? -kFar : steps);
    const int32_t quantized = RoundToInt(near) + p.output_zero_point;
    output[i] = static_cast<int8_t>(
        Clamp(quantized, std::numeric_limits<int8_t>::min(), std::numeric_limits<int8_t>::max()));
  }
  return Status::kOk;
}

}  // namespace

constexpr Kernel rows::kEluInt8 = {.opcode = Opcode::kElu,
                                   .type = Type::kInt8,
                                   .params_bytes = ParamsBytes<EluParams>(),
                                   .prepare = PrepareElu,
                                   .eval = Elu};

}  // namespace assay::kernels::reference
