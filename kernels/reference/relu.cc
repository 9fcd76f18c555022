#include "kernels/operators/relu.h"

#include <limits>

#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

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

constexpr Kernel kRelu = {
    .opcode = Opcode::kRelu, .params_bytes = ParamsBytes<ReluParams>(), .prepare = PrepareRelu};
constexpr Kernel kRelu6 = {
    .opcode = Opcode::kRelu6, .params_bytes = ParamsBytes<Relu6Params>(), .prepare = PrepareRelu6};

}  // namespace

constexpr Kernel rows::kReluInt8 = kRelu.For(Type::kInt8, Relu<int8_t>);
constexpr Kernel rows::kReluInt16 = kRelu.For(Type::kInt16, Relu<int16_t>);
constexpr Kernel rows::kRelu6Int8 = kRelu6.For(Type::kInt8, Relu6<int8_t>);
constexpr Kernel rows::kRelu6Int16 = kRelu6.For(Type::kInt16, Relu6<int16_t>);

}  // namespace assay::kernels::reference
