#include "kernels/operators/fully_connected.h"

#include "kernels/reference/reference.h"
#include "kernels/reference/weighted.h"

namespace assay::kernels::reference {
namespace {

// The sum of products of one row of weights, which begins at index `first`. Out of line, so that the
// innermost loop has all registers to itself.
template <typename Sum, typename T, typename Weights>
[[gnu::noinline]] Sum DotProduct(const FullyConnectedParams& p, const T* input, Weights weights,
                                 int32_t first) {
  const Product<T> zero_point = p.input_zero_point;
  const auto weights_zero_point = static_cast<Product<T>>(p.weights_zero_point);
  const int32_t depth = p.depth;
  Sum sum = 0;
  for (int32_t d = 0; d < depth; ++d) {
    sum += (input[d] - zero_point) * (weights[first + d] - weights_zero_point);
  }
  return sum;
}

template <typename T, typename W, typename Sum>
Status Multiply(const FullyConnectedParams& p, const Buffers& buffers) {
  const auto* input = static_cast<const T*>(buffers.inputs[0]);
  const auto weights = ReadElements<W>(buffers.inputs[1]);
  const auto* bias = p.has_bias ? static_cast<const Sum*>(buffers.inputs[2]) : nullptr;
  auto* output = static_cast<T*>(buffers.outputs[0]);

  ChannelOutput<T> to_output(p, buffers, 0);
  for (int32_t i = 0; i < p.outputs; ++i) {
    if (p.per_channel) to_output = ChannelOutput<T>(p, buffers, i);
    for (int32_t batch = 0; batch < p.batches; ++batch) {
      Sum sum = DotProduct<Sum>(p, input + batch * p.depth, weights, i * p.depth);
      if (bias != nullptr) sum += bias[i];
      output[batch * p.outputs + i] = to_output(sum);
    }
  }
  return Status::kOk;
}

template <typename T, typename W>
Status FullyConnected(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const FullyConnectedParams*>(params);
  if constexpr (std::is_same_v<T, int16_t>) {
    if (p.bias == Type::kInt32) return Multiply<T, W, int32_t>(p, buffers);
  }
  return Multiply<T, W, SumOf<T>>(p, buffers);
}

constexpr Kernel kFullyConnected = {.opcode = Opcode::kFullyConnected,
                                    .params_bytes = ParamsBytes<FullyConnectedParams>(),
                                    .prepare = PrepareFullyConnected};

}  // namespace

constexpr Kernel rows::kFullyConnectedInt8 =
    kFullyConnected.For(Type::kInt8, Type::kInt8, FullyConnected<int8_t, int8_t>);
constexpr Kernel rows::kFullyConnectedInt8Int4 =
    kFullyConnected.For(Type::kInt8, Type::kInt4, FullyConnected<int8_t, Int4>);
constexpr Kernel rows::kFullyConnectedInt16 =
    kFullyConnected.For(Type::kInt16, Type::kInt8, FullyConnected<int16_t, int8_t>);
constexpr Kernel rows::kFullyConnectedFloat =
    kFullyConnected.For(Type::kFloat32, Type::kFloat32, FullyConnected<float, float>);

}  // namespace assay::kernels::reference
