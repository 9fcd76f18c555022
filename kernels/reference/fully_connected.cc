#include "kernels/fully_connected.h"

#include "kernels/reference/reference.h"

namespace assay::kernels::reference {

Status FullyConnected(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const FullyConnectedParams*>(params);
  const auto* input = static_cast<const int8_t*>(buffers.inputs[0]);
  const auto* weights = static_cast<const int8_t*>(buffers.inputs[1]);
  const auto* bias = p.has_bias ? static_cast<const int32_t*>(buffers.inputs[2]) : nullptr;
  auto* output = static_cast<int8_t*>(buffers.outputs[0]);
  const int32_t zero_point = p.input_zero_point;

  Multiplier multiplier = p.multiplier(buffers.model, 0);
  for (int32_t i = 0; i < p.outputs; ++i) {
    if (p.per_channel) multiplier = p.multiplier(buffers.model, i);
    const int8_t* weight = weights + i * p.depth;
    for (int32_t batch = 0; batch < p.batches; ++batch) {
      const int8_t* in = input + batch * p.depth;
      int32_t sum = bias != nullptr ? bias[i] : 0;
      for (int32_t d = 0; d < p.depth; ++d) sum += (in[d] - zero_point) * weight[d];
      const int32_t scaled = MultiplyByQuantizedMultiplier(sum, multiplier) + p.output_zero_point;
      output[batch * p.outputs + i] = static_cast<int8_t>(Clamp(scaled, p.output_min, p.output_max));
    }
  }
  return Status::kOk;
}

}  // namespace assay::kernels::reference
