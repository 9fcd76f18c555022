#include "kernels/operators/sigmoid.h"

#include "kernels/arithmetic/elementwise.h"
#include "kernels/arithmetic/real.h"
#include "kernels/arithmetic/tables/tables.h"
#include "kernels/arithmetic/validate.h"

namespace assay::kernels {
namespace {

Status PrepareInt8(const Operation& operation, void* params) {
  ASSAY_RETURN_IF_ERROR(CheckElementwiseOfOneType(operation));
  const Tensor& input = operation.inputs[0];
  ASSAY_RETURN_IF_ERROR(CheckQuantized(input));
  constexpr int32_t kFractionBits = 31 - 4;
  const Multiplier multiplier =
      QuantizeMultiplier(static_cast<double>(input.quantization.scales[0]) * (1 << kFractionBits));
  // The reference shifts by this, so below 0 it is undefined. Far above, everything but 0 is at a bound.
  if (multiplier.value == 0 || multiplier.shift < 0) return Status::kBadQuantization;
  constexpr int64_t kLargest = INT64_C(15) << kFractionBits;
  *static_cast<SigmoidInt8Params*>(params) = {
      .elements = input.shape.elements(),
      .multiplier = multiplier,
      .radius = static_cast<int32_t>(multiplier.shift > 31 ? 0 : kLargest >> multiplier.shift),
      .input_zero_point = input.quantization.zero_point,
  };
  return Status::kOk;
}

// Whether `scale` is a power of two, to a thousandth of its logarithm; `exponent` is the nearest one in any
// case. In float, as in the reference.
bool IsPowerOfTwo(float scale, int32_t* exponent) {
  constexpr float kLogOf2 = 0x1.62e430p-1f;
  const float log2 = static_cast<float>(Log(static_cast<double>(scale))) * (1.0f / kLogOf2);
  *exponent = RoundToInt(log2);
  const float rest = log2 - static_cast<float>(*exponent);
  return rest < 1e-3f && rest > -1e-3f;
}

// A power of two between 2^-12 and `largest_power` goes to the table's scale exactly, others by a multiplier
// of about 15 bits.
Status PrepareInt16(const Operation& operation, int32_t largest_power, void* params) {
  ASSAY_RETURN_IF_ERROR(CheckElementwiseQuantized(operation));
  const float input_scale = operation.inputs[0].quantization.scales[0];
  int32_t exponent;
  const bool power_of_two = IsPowerOfTwo(operation.outputs[0].quantization.scales[0], &exponent);
  if (!power_of_two || exponent != -15) return Status::kBadQuantization;

  SigmoidScale scale = {0, 0};
  if (IsPowerOfTwo(input_scale, &exponent) && exponent >= -12 && exponent <= largest_power) {
    scale.multiplier = 3 << (exponent + 12);
  } else {
    double multiplier = static_cast<double>(input_scale) * 12288.0;
    while (multiplier <= 32767.0 / 2.0 && scale.shift <= 30) {
      ++scale.shift;
      multiplier *= 2.0;
    }
    // Beyond, products overflow.
    if (multiplier >= 65536.0) return Status::kBadQuantization;
    scale.multiplier = static_cast<int32_t>(multiplier);
  }
  *static_cast<SigmoidInt16Params*>(params) = {
      .elements = operation.outputs[0].shape.elements(),
      .scale = scale,
  };
  return Status::kOk;
}

int32_t Scale(int16_t x, SigmoidScale scale) {
  const int32_t half = scale.shift > 0 ? 1 << (scale.shift - 1) : 0;
  return (x * scale.multiplier + half) >> scale.shift;
}

// sigmoid(x) * 2^(16 + bits) for x >= 0 in units of 1 / (24 * 2^bits); `bound` where the table ends.
int32_t Interpolate(uint32_t x, int32_t bits, int32_t bound) {
  const uint32_t index = x >> bits;
  if (index >= 255) return bound;
  const uint32_t here = kSigmoidTable[index];
  const uint32_t next = kSigmoidTable[index + 1];
  const uint32_t fraction = x & ((1U << bits) - 1);
  return static_cast<int32_t>((here << bits) + fraction * (next - here));
}

}  // namespace

Status PrepareLogisticInt8(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(PrepareInt8(operation, params));
  return operation.outputs[0].quantization.zero_point == -128 ? Status::kOk : Status::kBadQuantization;
}

Status PrepareTanhInt8(const Operation& operation, void* params, Needs*) {
  return PrepareInt8(operation, params);
}

Status PrepareLogisticInt16(const Operation& operation, void* params, Needs*) {
  return PrepareInt16(operation, -12, params);
}

Status PrepareTanhInt16(const Operation& operation, void* params, Needs*) {
  return PrepareInt16(operation, -11, params);
}

int16_t LogisticInt16(int16_t x, SigmoidScale scale) {
  // Units of 1/12288 are 1/24 with 9 bits behind the point. Of the result's 25 bits, 10 are rounded away.
  const int32_t scaled = Scale(x, scale);
  const int32_t of_magnitude =
      Interpolate(static_cast<uint32_t>(scaled < 0 ? -scaled : scaled), 9, 0x7FFF << 10);
  const int32_t result = scaled >= 0 ? of_magnitude + (1 << 9) : (1 << 25) - of_magnitude + (1 << 9) - 1;
  return static_cast<int16_t>(result >> 10);
}

int16_t TanhInt16(int16_t x, SigmoidScale scale) {
  // tanh(x) = 2 sigmoid(2 x) - 1, so the same table with one bit less behind the point.
  const int32_t scaled = Scale(x, scale);
  const int32_t of_magnitude =
      Interpolate(static_cast<uint32_t>(scaled < 0 ? -scaled : scaled), 8, 0xFFFF << 8);
  const int32_t result =
      scaled >= 0 ? of_magnitude - (1 << 23) + (1 << 7) : -of_magnitude + (1 << 23) + (1 << 7) - 1;
  return static_cast<int16_t>(result >> 8);
}

}  // namespace assay::kernels
