#include "kernels/operators/requantize.h"

#include <limits>

#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

template <typename Output>
Output Saturate(int32_t x) {
  return static_cast<Output>(
      Clamp(x, std::numeric_limits<Output>::min(), std::numeric_limits<Output>::max()));
}

template <typename Output>
void QuantizeAll(const QuantizeParams& p, const float* input, void* output) {
  for (int32_t i = 0; i < p.elements; ++i) {
    constexpr float kFar = 1 << 20;  // beyond every range
    const float steps = input[i] / p.scale;
    const float near = steps > kFar ? kFar : (steps < -kFar ? -kFar : (steps == steps ? steps : 0.0f));
    static_cast<Output*>(output)[i] = Saturate<Output>(RoundToInt(near) + p.zero_point);
  }
}

template <typename Output, typename Input>
void RequantizeAll(const RequantizeParams& p, const Input* input, void* output) {
  for (int32_t i = 0; i < p.elements; ++i) {
    const int32_t scaled = MultiplyByQuantizedMultiplier(input[i] - p.input_zero_point, p.multiplier);
    static_cast<Output*>(output)[i] = Saturate<Output>(scaled + p.output_zero_point);
  }
}

Status Quantize(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const QuantizeParams*>(params);
  const auto* input = static_cast<const float*>(buffers.inputs[0]);
  if (p.output == Type::kInt8) {  // or int16
    QuantizeAll<int8_t>(p, input, buffers.outputs[0]);
  } else {
    QuantizeAll<int16_t>(p, input, buffers.outputs[0]);
  }
  return Status::kOk;
}

template <typename Input>
Status Requantize(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const RequantizeParams*>(params);
  const auto* input = static_cast<const Input*>(buffers.inputs[0]);
  switch (p.output) {
    case Type::kInt8:
      RequantizeAll<int8_t>(p, input, buffers.outputs[0]);
      break;
    case Type::kUInt8:
      RequantizeAll<uint8_t>(p, input, buffers.outputs[0]);
      break;
    case Type::kInt16:
      RequantizeAll<int16_t>(p, input, buffers.outputs[0]);
      break;
    default:
      RequantizeAll<int32_t>(p, input, buffers.outputs[0]);
      break;
  }
  return Status::kOk;
}

constexpr Kernel kPlainQuantize = {.opcode = Opcode::kQuantize,
                                   .params_bytes = ParamsBytes<RequantizeParams>(),
                                   .prepare = PrepareRequantize};

}  // namespace

constexpr Kernel rows::kQuantizeFloat = {.opcode = Opcode::kQuantize,
                                         .type = Type::kFloat32,
                                         .params_bytes = ParamsBytes<QuantizeParams>(),
                                         .prepare = PrepareQuantize,
                                         .eval = Quantize};
constexpr Kernel rows::kQuantizeInt8 = kPlainQuantize.For(Type::kInt8, Requantize<int8_t>);
constexpr Kernel rows::kQuantizeUInt8 = kPlainQuantize.For(Type::kUInt8, Requantize<uint8_t>);
constexpr Kernel rows::kQuantizeInt16 = kPlainQuantize.For(Type::kInt16, Requantize<int16_t>);
constexpr Kernel rows::kQuantizeInt32 = kPlainQuantize.For(Type::kInt32, Requantize<int32_t>);

}  // namespace assay::kernels::reference
