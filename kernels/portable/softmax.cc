#include "kernels/operators/softmax.h"

#include <limits>

#include "kernels/arithmetic/fixed_point.h"
#include "kernels/arithmetic/validate.h"
#include "kernels/portable/portable.h"

namespace assay::kernels::portable {
namespace {

// The exponentials of differences to the largest value, in Q0: int8 has few enough to remember each once it
// has been needed. An exponential costs ten times what all else does for a value, and is needed twice.
class Exponentials {
 public:
  static constexpr uint32_t kBytes = 256 * sizeof(int32_t);

  Exponentials(const SoftmaxParams& p, void* scratch) : p_(p), values_(static_cast<int32_t*>(scratch)) {}

  // 0 <= below <= 255.
  int32_t At(int32_t below) {
    uint32_t& known = known_[below / 32];
    const uint32_t bit = 1U << below % 32;
    if ((known & bit) == 0) {
      known |= bit;
      values_[below] = -below < p_.smallest_difference
                           ? 0
                           : ExpOfNegative(MultiplyByQuantizedMultiplier(-below, p_.multiplier));
    }
    return values_[below];
  }

 private:
  const SoftmaxParams& p_;
  int32_t* values_;
  uint32_t known_[256 / 32] = {};
};

int32_t Largest(const int8_t* values, int32_t count) {
  int32_t largest = values[0];
  for (int32_t i = 1; i < count; ++i) {
    if (values[i] > largest) largest = values[i];
  }
  return largest;
}

template <typename Output>
void SoftmaxAll(const SoftmaxParams& p, const int8_t* input, Exponentials& exponentials, Output* output) {
  constexpr int32_t kMin = std::numeric_limits<Output>::min();
  constexpr int32_t kMax = std::numeric_limits<Output>::max();
  for (int32_t row = 0; row < p.rows; ++row, input += p.depth, output += p.depth) {
    const int32_t largest = Largest(input, p.depth);
    int32_t sum = 0;
    for (int32_t i = 0; i < p.depth; ++i) {
      sum += RoundingDivideByPOT(exponentials.At(largest - input[i]), kSoftmaxSumBits);
    }
    const Reciprocal reciprocal = ReciprocalOf(sum, kSoftmaxSumBits);
    const int32_t shift = reciprocal.bits_over_unit + 31 - 8 * static_cast<int32_t>(sizeof(Output));
    if (shift > 31) {  // nothing is left of anything
      for (int32_t i = 0; i < p.depth; ++i) output[i] = static_cast<Output>(kMin);
      continue;
    }
    for (int32_t i = 0; i < p.depth; ++i) {
      const int32_t product =
          SaturatingRoundingDoublingHighMul(reciprocal.value, exponentials.At(largest - input[i]));
      output[i] = static_cast<Output>(Clamp(RoundingDivideByPOT(product, shift) + kMin, kMin, kMax));
    }
  }
}

Status PrepareSoftmax(const Operation& operation, void* params, Needs* needs) {
  ASSAY_RETURN_IF_ERROR(kernels::PrepareSoftmax(operation, params, needs));
  needs->scratch_bytes = Exponentials::kBytes;
  return Status::kOk;
}

Status Softmax(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const SoftmaxParams*>(params);
  const auto* input = static_cast<const int8_t*>(buffers.inputs[0]);
  Exponentials exponentials(p, buffers.scratch);
  if (p.output == Type::kInt8) {
    SoftmaxAll(p, input, exponentials, static_cast<int8_t*>(buffers.outputs[0]));
  } else {
    SoftmaxAll(p, input, exponentials, static_cast<int16_t*>(buffers.outputs[0]));
  }
  return Status::kOk;
}

}  // namespace

constexpr Kernel rows::kSoftmaxInt8 = {.opcode = Opcode::kSoftmax,
                                       .type = Type::kInt8,
                                       .params_bytes = ParamsBytes<SoftmaxParams>(),
                                       .prepare = PrepareSoftmax,
                                       .eval = Softmax};

}  // namespace assay::kernels::portable
