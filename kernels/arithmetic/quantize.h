// Fixed-point arithmetic of the reference `tflm`: requantisation with two roundings, and how its multipliers
// come from scales. The rules are those of gemmlowp (fixedpoint.h) and TensorFlow Lite
// (kernels/internal/common.h and quantization_util.h with TFLITE_SINGLE_ROUNDING=0); everything here is
// integer arithmetic or exactly rounded IEEE double arithmetic, so it gives the same bits on every core.
#ifndef ASSAY_KERNELS_ARITHMETIC_QUANTIZE_H_
#define ASSAY_KERNELS_ARITHMETIC_QUANTIZE_H_

#include <concepts>
#include <cstdint>
#include <limits>

#include "kernels/arithmetic/activation.h"
#include "kernels/types.h"

// A hostile model can make sums overflow: they then wrap, as on the cores, instead of being undefined.
#ifndef ASSAY_OVERFLOW_WRAPS
#error "what computes as the kernels do is compiled as they are: link assay_kernel_options (-fwrapv)"
#endif

namespace assay::kernels {

// The real number value * 2^(shift - 31); value is 0 or in [2^30, 2^31).
struct Multiplier {
  int32_t value;
  int32_t shift;
};

// The largest shift to the left that MultiplyByQuantizedMultiplier takes.
inline constexpr int32_t kMaxLeftShift = 30;

// round(a * b / 2^31), halves upwards; INT32_MIN * INT32_MIN saturates to INT32_MAX.
inline int32_t SaturatingRoundingDoublingHighMul(int32_t a, int32_t b) {
  if (a == std::numeric_limits<int32_t>::min() && b == a) return std::numeric_limits<int32_t>::max();
  return static_cast<int32_t>((static_cast<int64_t>(a) * b + (INT64_C(1) << 30)) >> 31);
}

// round(x / 2^exponent), half away from zero; 0 <= exponent <= 31.
inline int32_t RoundingDivideByPOT(int32_t x, int32_t exponent) {
  const auto mask = static_cast<int32_t>((INT64_C(1) << exponent) - 1);
  const int32_t remainder = x & mask;
  const int32_t threshold = (mask >> 1) + (x < 0 ? 1 : 0);
  return (x >> exponent) + (remainder > threshold ? 1 : 0);
}

// x * multiplier, rounded twice: after the multiplication and after the shift to the right. A shift to the
// left comes first and wraps, so the caller sees to it that x is small enough.
inline int32_t MultiplyByQuantizedMultiplier(int32_t x, Multiplier multiplier) {
  const int32_t left = multiplier.shift > 0 ? multiplier.shift : 0;
  const int32_t right = multiplier.shift > 0 ? 0 : -multiplier.shift;
  const auto shifted = static_cast<int32_t>(static_cast<uint32_t>(x) << left);
  return RoundingDivideByPOT(SaturatingRoundingDoublingHighMul(shifted, multiplier.value), right);
}

// The same for sums of 64 bits, as with int16 activations: the multiplier keeps 15 bits only, and there is
// one rounding, halves upwards. |x| < 2^47, else it wraps; shift <= kMaxLeftShiftOf64Bits (the reference
// computes with what is above 7, although it says not to). A template, so that no shorter integer is
// converted to it: where int32_t is long, an int would fit both.
inline constexpr int32_t kMaxLeftShiftOf64Bits = 14;
template <std::same_as<int64_t> Sum>
int32_t MultiplyByQuantizedMultiplier(Sum x, Multiplier multiplier) {
  const int32_t reduced = multiplier.value < 0x7FFF0000 ? (multiplier.value + (1 << 15)) >> 16 : 0x7FFF;
  const int32_t right = 15 - multiplier.shift;
  return static_cast<int32_t>((x * reduced + (INT64_C(1) << (right - 1))) >> right);
}

// `real` as a Multiplier, its significand rounded half up to 31 bits. real >= 0 and finite. What is below
// 2^-32 becomes 0 (the shift is never less than -31); the shift may exceed kMaxLeftShift, which is for the
// caller to reject.
Multiplier QuantizeMultiplier(double real);

// The same, for any `real`. Status::kBadQuantization for what is no finite number or shifts further left than
// `largest_shift`.
Status CheckedMultiplier(double real, Multiplier* multiplier, int32_t largest_shift = kMaxLeftShift);

// The multiplier of a convolution's accumulator for one channel of its weights, which is the
// QuantizeMultiplier of input_scale * weight_scale / output_scale in double. Computed without floating point,
// which costs a core without double precision ten times as much, and its library. All scales positive and
// finite.
Multiplier ChannelMultiplier(float input_scale, float weight_scale, float output_scale);

// The QuantizeMultiplier of a * b / c * 2^exponent, computed in the same way. a, b, c: positive and finite.
// With an exponent above 0 what is below 2^-32 before it becomes 0 all the same.
Multiplier ScaledMultiplier(float a, float b, float c, int32_t exponent);

// round(real), half away from zero; real in the range of int32.
int32_t RoundToInt(float real);

// The range that a fused activation leaves to an output of `type`, in its quantised values.
struct Range {
  int32_t min;
  int32_t max;
};

// TANH and SIGN_BIT limit nothing: the reference computes an operator with them as if it had no activation.
// Status::kUnsupportedOption for numbers that are no activation; Status::kUnsupportedType for outputs other
// than int8 and int16. scales[0] must be finite and positive.
Status ActivationRange(Activation activation, Type type, const Quantization& output, Range* range);

// The same for float outputs. Without an activation it is that of the finite numbers: infinities become
// finite.
struct FloatRange {
  float min;
  float max;
};
Status ActivationRange(Activation activation, FloatRange* range);

inline int32_t Clamp(int32_t x, int32_t min, int32_t max) { return x < min ? min : (x > max ? max : x); }
// A NaN stays one. For float only: short integers would have the choice where int32_t is long.
inline float Clamp(std::same_as<float> auto x, float min, float max) {
  return x < min ? min : (x > max ? max : x);
}

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_ARITHMETIC_QUANTIZE_H_
