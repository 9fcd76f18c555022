#include "kernels/operators/rsqrt.h"

#include <limits>

#include "kernels/arithmetic/fixed_point.h"
#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

template <typename T>
Status Rsqrt(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const RsqrtParams*>(params);
  const auto* input = static_cast<const T*>(buffers.inputs[0]);
  auto* output = static_cast<T*>(buffers.outputs[0]);
  constexpr int32_t kMin = std::numeric_limits<T>::min();
  constexpr int32_t kMax = std::numeric_limits<T>::max();
  for (int32_t i = 0; i < p.elements; ++i) {
    const int32_t x = input[i] - p.input_zero_point;
    if (x < 0) return Status::kOutOfDomain;
    int32_t y = kMax;
    if (x > 0) {
      Multiplier root = InverseSqrt(x);
      root.shift += kRsqrtFractionBits;
      y = MultiplyByQuantizedMultiplier(MultiplyByQuantizedMultiplier(1, root), p.multiplier) +
          p.output_zero_point;
    }
    output[i] = static_cast<T>(Clamp(y, kMin, kMax));
  }
  return Status::kOk;
}

constexpr Kernel kRsqrt = {
    .opcode = Opcode::kRsqrt, .params_bytes = ParamsBytes<RsqrtParams>(), .prepare = PrepareRsqrt};

}  // namespace

constexpr Kernel rows::kRsqrtInt8 = kRsqrt.For(Type::kInt8, Rsqrt<int8_t>);
constexpr Kernel rows::kRsqrtInt16 = kRsqrt.For(Type::kInt16, Rsqrt<int16_t>);

}  // namespace assay::kernels::reference
