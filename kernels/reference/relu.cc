#include "kernels/operators/relu.h"

#include <limits>

#include "kernels/reference/reference.h"

namespace assay::kernels::reference {

template <typename T>
Status Relu(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const ReluParams*>(params);
  const auto* input = static_cast<const T*>(buffers.inputs[0]);
  auto* output = static_cast<T*>(buffers.outputs[0]);
  for (int32_t i = 0; i < p.elements; ++i) {
    const int32_t scaled = MultiplyByQuantizedMultiplier(input[i] - p.input_zero_point, p.multiplier);
    output[i] = static_cast<T>(
        Clamp(scaled + p.output_zero_point, p.output_zero_point, std::numeric_limits<T>::max()));
  }
  return Status::kOk;
}

template <typename T>
Status Relu6(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const Relu6Params*>(params);
  const auto* input = static_cast<const T*>(buffers.inputs[0]);
  auto* output = static_cast<T*>(buffers.outputs[0]);
  for (int32_t i = 0; i < p.elements; ++i) output[i] = static_cast<T>(Clamp(input[i], p.zero, p.six));
  return Status::kOk;
}

template Status Relu<int8_t>(const void*, const Buffers&);
template Status Relu<int16_t>(const void*, const Buffers&);
template Status Relu6<int8_t>(const void*, const Buffers&);
template Status Relu6<int16_t>(const void*, const Buffers&);

}  // namespace assay::kernels::reference
