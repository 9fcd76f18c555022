#include "kernels/operators/leaky_relu.h"

#include <limits>

#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

template <typename T>
Status LeakyRelu(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const LeakyReluParams*>(params);
  const auto* input = static_cast<const T*>(buffers.inputs[0]);
  auto* output = static_cast<T*>(buffers.outputs[0]);
  for (int32_t i = 0; i < p.elements; ++i) {
    const int32_t x = input[i] - p.input_zero_point;
    const int32_t scaled = MultiplyByQuantizedMultiplier(x, x >= 0 ? p.identity : p.alpha);
    output[i] = static_cast<T>(
        Clamp(scaled + p.output_zero_point, std::numeric_limits<T>::min(), std::numeric_limits<T>::max()));
  }
  return Status::kOk;
}

Status LeakyReluFloat(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const LeakyReluFloatParams*>(params);
  const auto* input = static_cast<const float*>(buffers.inputs[0]);
  auto* output = static_cast<float*>(buffers.outputs[0]);
  for (int32_t i = 0; i < p.elements; ++i) output[i] = input[i] > 0 ? input[i] : input[i] * p.alpha;
  return Status::kOk;
}

constexpr Kernel kPlainLeakyRelu = {.opcode = Opcode::kLeakyRelu,
                                    .params_bytes = ParamsBytes<LeakyReluParams>(),
                                    .prepare = PrepareLeakyRelu};

}  // namespace

constexpr Kernel rows::kLeakyReluInt8 = kPlainLeakyRelu.For(Type::kInt8, LeakyRelu<int8_t>);
constexpr Kernel rows::kLeakyReluInt16 = kPlainLeakyRelu.For(Type::kInt16, LeakyRelu<int16_t>);
constexpr Kernel rows::kLeakyReluFloat = {.opcode = Opcode::kLeakyRelu,
                                          .type = Type::kFloat32,
                                          .params_bytes = ParamsBytes<LeakyReluFloatParams>(),
                                          .prepare = PrepareLeakyReluFloat,
                                          .eval = LeakyReluFloat};

}  // namespace assay::kernels::reference
