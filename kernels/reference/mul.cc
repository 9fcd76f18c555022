#include "kernels/operators/mul.h"

#include <bit>

#include "kernels/arithmetic/fixed_point.h"
#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

int32_t Output(const MulParams& p, int32_t scaled) {
  return Clamp(p.output_zero_point + scaled, p.output_min, p.output_max);
}

// a / b, rescaled. a, b: at most 255 in magnitude, b not 0.
int32_t ScaledQuotient(const MulParams& p, int32_t a, int32_t b) {
  if (b < 0) {
    a = -a;
    b = -b;
  }
  const Reciprocal reciprocal = ReciprocalOf(b, 31);
  // How far `a` can be shifted to the left without a change of its sign.
  const int32_t headroom = std::countl_zero(static_cast<uint32_t>(a < 0 ? ~a : a)) - 1;
  const int32_t quotient = SaturatingRoundingDoublingHighMul(a * (1 << headroom), reciprocal.value);
  const int32_t shift = p.output_shift - reciprocal.bits_over_unit - headroom;
  // Less than a half in magnitude. TensorFlow Lite Micro shifts by more bits than there are, which C++ does
  // not define.
  if (shift < -31) return 0;
  return MultiplyByQuantizedMultiplier(quotient, {p.output_multiplier, shift});
}

template <typename T>
Status QuantizedMul(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const MulParams*>(params);
  ForEachPair<T, T, T>(p.broadcast, buffers, [&](T a, T b) {
    const int32_t product = (a - p.zero_points[0]) * (b - p.zero_points[1]);
    return static_cast<T>(
        Output(p, MultiplyByQuantizedMultiplier(product, {p.output_multiplier, p.output_shift})));
  });
  return Status::kOk;
}

Status QuantizedDiv(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const MulParams*>(params);
  bool by_zero = false;
  ForEachPair<int8_t, int8_t, int8_t>(p.broadcast, buffers, [&](int8_t a, int8_t b) {
    const int32_t divisor = b - p.zero_points[1];
    if (divisor == 0) {
      by_zero = true;
      return int8_t{0};
    }
    return static_cast<int8_t>(Output(p, ScaledQuotient(p, a - p.zero_points[0], divisor)));
  });
  return by_zero ? Status::kDivisionByZero : Status::kOk;
}

constexpr Kernel kMul = {
    .opcode = Opcode::kMul, .params_bytes = ParamsBytes<MulParams>(), .prepare = PrepareMul};

}  // namespace

constexpr Kernel rows::kDivInt8 = {.opcode = Opcode::kDiv,
                                   .type = Type::kInt8,
                                   .params_bytes = ParamsBytes<MulParams>(),
                                   .prepare = PrepareDiv,
                                   .eval = QuantizedDiv};
constexpr Kernel rows::kMulInt8 = kMul.For(Type::kInt8, QuantizedMul<int8_t>);
constexpr Kernel rows::kMulInt16 = kMul.For(Type::kInt16, QuantizedMul<int16_t>);

}  // namespace assay::kernels::reference
