#include "kernels/operators/dequantize.h"

#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

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

constexpr Kernel kDequantize = {.opcode = Opcode::kDequantize,
                                .params_bytes = ParamsBytes<DequantizeParams>(),
                                .prepare = PrepareDequantize};

}  // namespace

constexpr Kernel rows::kDequantizeInt8 = kDequantize.For(Type::kInt8, Dequantize<int8_t>);
constexpr Kernel rows::kDequantizeUInt8 = kDequantize.For(Type::kUInt8, Dequantize<uint8_t>);
constexpr Kernel rows::kDequantizeInt16 = kDequantize.For(Type::kInt16, Dequantize<int16_t>);

}  // namespace assay::kernels::reference
