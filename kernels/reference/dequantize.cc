#include "kernels/operators/dequantize.h"

#include "kernels/reference/reference.h"

namespace assay::kernels::reference {

template <typename Input>
Status Dequantize(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const DequantizeParams*>(params);
  const auto* input = static_cast<const Input*>(buffers.inputs[0]);
  auto* output = static_cast<float*>(buffers.outputs[0]);
  for (int32_t i = 0; i < p.elements; ++i) {
    output[i] = p.scale * static_cast<float>(input[i] - p.zero_point);
  }
  return Status::kOk;
}

template Status Dequantize<int8_t>(const void*, const Buffers&);
template Status Dequantize<uint8_t>(const void*, const Buffers&);
template Status Dequantize<int16_t>(const void*, const Buffers&);

}  // namespace assay::kernels::reference
