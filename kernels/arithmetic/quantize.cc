#include "kernels/arithmetic/quantize.h"

#include <bit>

namespace assay::kernels {

Multiplier QuantizeMultiplier(double real) {
  // IEEE double: 52 bits of fraction under an implicit one, exponent biased by 1023. With the implicit one
  // made explicit the significand is 53 bits of a number in [1/2, 1), of which the upper 31 are kept.
  const auto bits = std::bit_cast<uint64_t>(real);
  const auto biased_exponent = static_cast<int32_t>(bits >> 52 & 0x7FF);
  if (biased_exponent == 0) return {0, 0};  // zero, or far below 2^-32
  const uint64_t significand = (bits & ((UINT64_C(1) << 52) - 1)) | UINT64_C(1) << 52;
  uint64_t rounded = (significand + (UINT64_C(1) << 21)) >> 22;
  int32_t shift = biased_exponent - 1022;
  if (rounded == UINT64_C(1) << 31) {
    rounded >>= 1;
    ++shift;
  }
  if (shift < -31) return {0, 0};
  return {static_cast<int32_t>(rounded), shift};
}

Status CheckedMultiplier(double real, Multiplier* multiplier, int32_t largest_shift) {
  if (!(real >= 0.0)) return Status::kBadQuantization;  // a NaN fails
  *multiplier = QuantizeMultiplier(real);
  return multiplier->shift <= largest_shift ? Status::kOk : Status::kBadQuantization;
}

Multiplier ScaledMultiplier(float a, float b, float c, int32_t exponent) {
  const Multiplier multiplier = ChannelMultiplier(a, b, c);
  const int32_t shift = multiplier.shift + exponent;
  if (multiplier.value == 0 || shift < -31) return {0, 0};
  return {multiplier.value, shift};
}

int32_t RoundToInt(float real) {
  // Truncation first: adding a half before it would round twice just below a half. The difference is exact: a
  // float with a fraction is below 2^23.
  const auto truncated = static_cast<int32_t>(real);
  const float fraction = real - static_cast<float>(truncated);
  if (fraction >= 0.5f) return truncated + 1;
  if (fraction <= -0.5f) return truncated - 1;
  return truncated;
}

Status ActivationRange(Activation activation, Type type, const Quantization& output, Range* range) {
  switch (type) {
    case Type::kInt8:
      *range = {-128, 127};
      break;
    case Type::kInt16:
      *range = {-32768, 32767};
      break;
    default:
      return Status::kUnsupportedType;
  }
  // The division is in float, as in the reference. Anything beyond 2^20 is beyond every range.
  const auto quantize = [&output](float real) {
    const float steps = real / output.scales[0];
    constexpr float kFar = 1 << 20;
    return output.zero_point + RoundToInt(Clamp(steps, -kFar, kFar));
  };
  const auto at_least = [range](int32_t x) { range->min = x > range->min ? x : range->min; };
  const auto at_most = [range](int32_t x) { range->max = x < range->max ? x : range->max; };
  // The reference refuses a limit that int32 cannot hold.
  const auto representable = [&output](float real) { return real / output.scales[0] <= 0x1p31f; };
  switch (activation) {
    case Activation::kNone:
    case Activation::kTanh:
    case Activation::kSignBit:
      return Status::kOk;
    case Activation::kRelu:
      at_least(quantize(0.0f));
      return Status::kOk;
    case Activation::kRelu6:
      if (!representable(6.0f)) return Status::kBadQuantization;
      at_least(quantize(0.0f));
      at_most(quantize(6.0f));
      return Status::kOk;
    case Activation::kReluN1To1:
      if (!representable(1.0f)) return Status::kBadQuantization;
      at_least(quantize(-1.0f));
      at_most(quantize(1.0f));
      return Status::kOk;
  }
  return Status::kUnsupportedOption;
}

Status ActivationRange(Activation activation, FloatRange* range) {
  constexpr float kLargest = std::numeric_limits<float>::max();
  switch (activation) {
    case Activation::kNone:
    case Activation::kTanh:
    case Activation::kSignBit:
      *range = {-kLargest, kLargest};
      return Status::kOk;
    case Activation::kRelu:
      *range = {0.0f, kLargest};
      return Status::kOk;
    case Activation::kRelu6:
      *range = {0.0f, 6.0f};
      return Status::kOk;
    case Activation::kReluN1To1:
      *range = {-1.0f, 1.0f};
      return Status::kOk;
  }
  return Status::kUnsupportedOption;
}

}  // namespace assay::kernels
