#include "kernels/operators/prelu.h"

#include <limits>

#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

template <typename T>
Status QuantizedPrelu(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const PreluParams*>(params);
  ForEachPair<T, int8_t, T>(p.broadcast, buffers, [&](T stored_x, int8_t stored_alpha) {
    const int32_t x = stored_x - p.zero_point;
    const int32_t alpha = stored_alpha - p.alpha_zero_point;
    const int32_t scaled =
        x >= 0 ? MultiplyByQuantizedMultiplier(x, {p.identity_multiplier, p.identity_shift})
               : MultiplyByQuantizedMultiplier(x * alpha, {p.alpha_multiplier, p.alpha_shift});
    return static_cast<T>(
        Clamp(scaled + p.output_zero_point, std::numeric_limits<T>::min(), std::numeric_limits<T>::max()));
  });
  return Status::kOk;
}

Status Prelu(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const PreluParams*>(params);
  ForEachPair<float, float, float>(p.broadcast, buffers,
                                   [](float x, float alpha) { return x >= 0 ? x : x * alpha; });
  return Status::kOk;
}

constexpr Kernel kPrelu = {
    .opcode = Opcode::kPrelu, .params_bytes = ParamsBytes<PreluParams>(), .prepare = PreparePrelu};

}  // namespace

constexpr Kernel rows::kPreluInt8 = kPrelu.For(Type::kInt8, QuantizedPrelu<int8_t>);
constexpr Kernel rows::kPreluInt16 = kPrelu.For(Type::kInt16, QuantizedPrelu<int16_t>);
constexpr Kernel rows::kPreluFloat = kPrelu.For(Type::kFloat32, Prelu);

}  // namespace assay::kernels::reference
