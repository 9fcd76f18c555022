#include "kernels/operators/softmax.h"

#include <bit>
#include <limits>

#include "kernels/arithmetic/fixed_point.h"
#include "kernels/arithmetic/real.h"
#include "kernels/arithmetic/tables/tables.h"
#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

template <typename T>
T Largest(const T* values, int32_t count) {
  T largest = std::numeric_limits<T>::lowest();
  for (int32_t i = 0; i < count; ++i) {
    if (values[i] > largest) largest = values[i];
  }
  return largest;
}

// exp(beta * difference) in Q0, for a difference that is not below p.smallest_difference.
int32_t ExpOfDifference(const SoftmaxParams& p, int32_t difference) {
  return ExpOfNegative(MultiplyByQuantizedMultiplier(difference, p.multiplier));
}

template <typename Output>
void SoftmaxAll(const SoftmaxParams& p, const int8_t* input, Output* output) {
  constexpr int32_t kMin = std::numeric_limits<Output>::min();
  constexpr int32_t kMax = std::numeric_limits<Output>::max();
  for (int32_t row = 0; row < p.rows; ++row, input += p.depth, output += p.depth) {
    const int8_t largest = Largest(input, p.depth);

    int32_t sum = 0;
    for (int32_t i = 0; i < p.depth; ++i) {
      const int32_t difference = input[i] - largest;
      if (difference >= p.smallest_difference)
        sum += RoundingDivideByPOT(ExpOfDifference(p, difference), kSoftmaxSumBits);
    }

    const Reciprocal reciprocal = ReciprocalOf(sum, kSoftmaxSumBits);
    const int32_t shift = reciprocal.bits_over_unit + 31 - 8 * static_cast<int32_t>(sizeof(Output));
    for (int32_t i = 0; i < p.depth; ++i) {
      const int32_t difference = input[i] - largest;
      int32_t probability = 0;  // in the output's scale
      // Shifted by more than 31 bits, anything is less than a half of that.
      if (difference >= p.smallest_difference && shift <= 31) {
        const int32_t product =
            SaturatingRoundingDoublingHighMul(reciprocal.value, ExpOfDifference(p, difference));
        probability = RoundingDivideByPOT(product, shift);
      }
      output[i] = static_cast<Output>(Clamp(probability + kMin, kMin, kMax));
    }
  }
}

// A table's value at x, interpolated between two of its 513 entries.
int16_t LookUp(const int16_t* table, int32_t x) {
  x = Clamp(x, INT16_MIN, INT16_MAX);
  const int16_t* entry = table + 256 + (x >> 7);
  return static_cast<int16_t>(entry[0] + (((entry[1] - entry[0]) * (x & 0x7F) + 64) >> 7));
}

Status Softmax(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const SoftmaxParams*>(params);
  const auto* input = static_cast<const int8_t*>(buffers.inputs[0]);
  if (p.output == Type::kInt8) {
    SoftmaxAll(p, input, static_cast<int8_t*>(buffers.outputs[0]));
  } else {
    SoftmaxAll(p, input, static_cast<int16_t*>(buffers.outputs[0]));
  }
  return Status::kOk;
}

Status SoftmaxInt16(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const SoftmaxInt16Params*>(params);
  const auto* input = static_cast<const int16_t*>(buffers.inputs[0]);
  auto* output = static_cast<int16_t*>(buffers.outputs[0]);
  for (int32_t row = 0; row < p.rows; ++row, input += p.depth, output += p.depth) {
    // The exponentials, in 1/32768, wait in the output.
    const int32_t largest = Largest(input, p.depth);
    int32_t sum = 0;
    for (int32_t i = 0; i < p.depth; ++i) {
      const int32_t scaled = MultiplyByQuantizedMultiplier(input[i] - largest, p.multiplier);
      output[i] = LookUp(kExpTable, scaled + INT16_MAX);
      sum += output[i];
    }
    // The sum is normalised to [1, 2), which is spread over 16 bits to find its reciprocal.
    const int32_t zeros = std::countl_zero(static_cast<uint32_t>(sum));
    const auto normalised = static_cast<int32_t>(((static_cast<int64_t>(sum) << zeros) + (1 << 14)) >> 15);
    const int32_t reciprocal = LookUp(kOneOverOnePlusTable, normalised - (1 << 16) - (1 << 15));
    const int32_t shift = 31 - zeros;  // above 0: the largest input alone adds exp(0) to the sum
    for (int32_t i = 0; i < p.depth; ++i) {
      const int32_t product = output[i] * reciprocal;
      const int32_t half = 1 << (shift - 1);  // NOLINT(clang-analyzer-core.UndefinedBinaryOperatorResult)
      output[i] = static_cast<int16_t>(Clamp((product + half) >> shift, 0, INT16_MAX));
    }
  }
  return Status::kOk;
}

Status SoftmaxFloat(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const SoftmaxFloatParams*>(params);
  const auto* input = static_cast<const float*>(buffers.inputs[0]);
  auto* output = static_cast<float*>(buffers.outputs[0]);
  for (int32_t row = 0; row < p.rows; ++row, input += p.depth, output += p.depth) {
    const float largest = Largest(input, p.depth);
    float sum = 0.0f;
    for (int32_t i = 0; i < p.depth; ++i) {
      output[i] = static_cast<float>(Exp(static_cast<double>((input[i] - largest) * p.beta)));
      sum += output[i];
    }
    for (int32_t i = 0; i < p.depth; ++i) output[i] /= sum;
  }
  return Status::kOk;
}

}  // namespace

constexpr Kernel rows::kSoftmaxInt8 = {.opcode = Opcode::kSoftmax,
                                       .type = Type::kInt8,
                                       .params_bytes = ParamsBytes<SoftmaxParams>(),
                                       .prepare = PrepareSoftmax,
                                       .eval = Softmax};
constexpr Kernel rows::kSoftmaxInt16 = {.opcode = Opcode::kSoftmax,
                                        .type = Type::kInt16,
                                        .params_bytes = ParamsBytes<SoftmaxInt16Params>(),
                                        .prepare = PrepareSoftmaxInt16,
                                        .eval = SoftmaxInt16};
constexpr Kernel rows::kSoftmaxFloat = {.opcode = Opcode::kSoftmax,
                                        .type = Type::kFloat32,
                                        .params_bytes = ParamsBytes<SoftmaxFloatParams>(),
                                        .prepare = PrepareSoftmaxFloat,
                                        .eval = SoftmaxFloat};

}  // namespace assay::kernels::reference
