#include "kernels/softmax.h"

#include "kernels/fixed_point.h"
#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

// exp(beta * difference) in Q0, for a difference that is not below p.smallest_difference.
int32_t Exp(const SoftmaxParams& p, int32_t difference) {
  return ExpOfNegative(MultiplyByQuantizedMultiplier(difference, p.multiplier));
}

}  // namespace

Status Softmax(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const SoftmaxParams*>(params);
  const auto* input = static_cast<const int8_t*>(buffers.inputs[0]);
  auto* output = static_cast<int8_t*>(buffers.outputs[0]);

  for (int32_t row = 0; row < p.rows; ++row, input += p.depth, output += p.depth) {
    int8_t largest = input[0];
    for (int32_t i = 1; i < p.depth; ++i) {
      if (input[i] > largest) largest = input[i];
    }

    int32_t sum = 0;
    for (int32_t i = 0; i < p.depth; ++i) {
      const int32_t difference = input[i] - largest;
      if (difference >= p.smallest_difference)
        sum += RoundingDivideByPOT(Exp(p, difference), kSoftmaxSumBits);
    }

    const Reciprocal reciprocal = ReciprocalOf(sum, kSoftmaxSumBits);
    const int32_t shift = reciprocal.bits_over_unit + 31 - 8;
    for (int32_t i = 0; i < p.depth; ++i) {
      const int32_t difference = input[i] - largest;
      int32_t probability = 0;  // in 1/256
      // Shifted by more than 31 bits, anything is less than a half of 1/256.
      if (difference >= p.smallest_difference && shift <= 31) {
        const int32_t product = SaturatingRoundingDoublingHighMul(reciprocal.value, Exp(p, difference));
        probability = RoundingDivideByPOT(product, shift);
      }
      output[i] = static_cast<int8_t>(Clamp(probability - 128, -128, 127));
    }
  }
  return Status::kOk;
}

}  // namespace assay::kernels::reference
