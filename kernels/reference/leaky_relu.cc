#include "kernels/operators/leaky_relu.h"

#include <limits>

#include "kernels/reference/reference.h"

namespace assay::kernels::reference {

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

template Status LeakyRelu<int8_t>(const void*, const Buffers&);
template Status LeakyRelu<int16_t>(const void*, const Buffers&);

Status LeakyReluFloat(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const LeakyReluFloatParams*>(params);
  const auto* input = static_cast<const float*>(buffers.inputs[0]);
  auto* output = static_cast<float*>(buffers.outputs[0]);
  for (int32_t i = 0; i < p.elements; ++i) output[i] = input[i] > 0 ? input[i] : input[i] * p.alpha;
  return Status::kOk;
}

}  // namespace assay::kernels::reference
