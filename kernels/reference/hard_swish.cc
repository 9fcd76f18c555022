#include "kernels/operators/hard_swish.h"

#include <limits>

#include "kernels/arithmetic/quantize.h"
#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

int16_t Saturate(int64_t x) {
  return static_cast<int16_t>(x < INT16_MIN ? INT16_MIN : (x > INT16_MAX ? INT16_MAX : x));
}

int16_t SaturatingShiftLeft(int16_t x, int32_t exponent) {
  return Saturate(static_cast<int64_t>(x) * (INT64_C(1) << exponent));
}

// a * b / 2^15, rounded to nearest, halves upwards; a multiplier is never negative, so that nothing
// saturates.
int16_t MultiplyToNearest(int16_t a, int16_t b) { return static_cast<int16_t>((a * b + (1 << 14)) >> 15); }

// a * b / 2^15, rounded towards 0.
int16_t MultiplyTowardsZero(int16_t a, int16_t b) { return Saturate(a * b / (1 << 15)); }

// x / 2^exponent, half away from zero, as the reference has it: its mask is of 16 bits, so that from an
// exponent of 16 on the result is 1 for x >= 0 and -1 else.
int16_t RoundingShiftRight(int16_t x, int32_t exponent) {
  const auto mask = static_cast<int16_t>((INT64_C(1) << exponent) - 1);
  const int32_t remainder = x & mask;
  const int32_t threshold = (mask >> 1) + (x < 0 ? 1 : 0);
  return static_cast<int16_t>((x >> exponent) + (remainder > threshold ? 1 : 0));
}

Status HardSwish(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const HardSwishParams*>(params);
  const auto* input = static_cast<const int8_t*>(buffers.inputs[0]);
  auto* output = static_cast<int8_t*>(buffers.outputs[0]);
  for (int32_t i = 0; i < p.elements; ++i) {
    const auto x = static_cast<int16_t>((input[i] - p.input_zero_point) * 128);

    // The gate, min(max(x, -3), 3) / 3, in Q0 of 16 bits: all but one bit of a shift to the left come before
    // the multiplication, and it saturates after each.
    int16_t gate = p.gate.shift > 0 ? SaturatingShiftLeft(x, p.gate.shift - 1) : x;
    gate = MultiplyToNearest(gate, p.gate.value);
    if (p.gate.shift > 0) gate = SaturatingShiftLeft(gate, 1);
    if (p.gate.shift < 0) gate = RoundingShiftRight(gate, -p.gate.shift);
    // From [-1, 1] to [0, 1].
    gate = static_cast<int16_t>((gate + (1 << 15)) >> 1);

    const int16_t gated = MultiplyTowardsZero(gate, MultiplyToNearest(x, p.output.value));
    // The sum wraps at 16 bits before it saturates at 8, as in the reference.
    const auto sum = static_cast<int16_t>(RoundingShiftRight(gated, -p.output.shift) + p.output_zero_point);
    output[i] = static_cast<int8_t>(
        Clamp(sum, std::numeric_limits<int8_t>::min(), std::numeric_limits<int8_t>::max()));
  }
  return Status::kOk;
}

}  // namespace

constexpr Kernel rows::kHardSwishInt8 = {.opcode = Opcode::kHardSwish,
                                         .type = Type::kInt8,
                                         .params_bytes = ParamsBytes<HardSwishParams>(),
                                         .prepare = PrepareHardSwish,
                                         .eval = HardSwish};

}  // namespace assay::kernels::reference
