#include "kernels/operators/log_softmax.h"

#include <limits>

#include "kernels/arithmetic/fixed_point.h"
#include "kernels/arithmetic/real.h"
#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

Status LogSoftmax(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const LogSoftmaxParams*>(params);
  const auto* input = static_cast<const int8_t*>(buffers.inputs[0]);
  auto* output = static_cast<int8_t*>(buffers.outputs[0]);
  // From Q5 to 1/16.
  constexpr int32_t kOutputShift = 31 - 5 - 4;
  for (int32_t row = 0; row < p.rows; ++row, input += p.depth, output += p.depth) {
    int32_t largest = input[0];
    for (int32_t i = 1; i < p.depth; ++i) largest = input[i] > largest ? input[i] : largest;

    int32_t sum = 0;
    for (int32_t i = 0; i < p.depth; ++i) {
      const int32_t difference = input[i] - largest;
      if (difference >= p.smallest_difference) {
        sum += RoundingDivideByPOT(ExpOfNegative(MultiplyByQuantizedMultiplier(difference, p.multiplier)),
                                   kSoftmaxSumBits);
      }
    }

    // The logarithm is subtracted from a difference, which leaves Q5 below this bound.
    const int32_t log_sum = LogOfAtLeastOne(sum);
    const int32_t lowest =
        MultiplyByQuantizedMultiplier(log_sum + std::numeric_limits<int32_t>::min(), p.inverse);
    const int32_t bound = lowest > p.smallest_difference - 1 ? lowest : p.smallest_difference - 1;
    for (int32_t i = 0; i < p.depth; ++i) {
      const int32_t difference = input[i] - largest;
      int32_t y = -128;
      if (difference > bound) {
        const int32_t log = MultiplyByQuantizedMultiplier(difference, p.multiplier) - log_sum;
        y = Clamp(RoundingDivideByPOT(log, kOutputShift) + 127, -128, 127);
      }
      output[i] = static_cast<int8_t>(y);
    }
  }
  return Status::kOk;
}

Status LogSoftmaxFloat(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const SoftmaxRows*>(params);
  const auto* input = static_cast<const float*>(buffers.inputs[0]);
  auto* output = static_cast<float*>(buffers.outputs[0]);
  for (int32_t row = 0; row < p.rows; ++row, input += p.depth, output += p.depth) {
    float largest = std::numeric_limits<float>::lowest();
    for (int32_t i = 0; i < p.depth; ++i) largest = input[i] > largest ? input[i] : largest;
    float sum = 0.0f;
    for (int32_t i = 0; i < p.depth; ++i) {
      sum += static_cast<float>(Exp(static_cast<double>(input[i] - largest)));
    }
    const auto log_sum = static_cast<float>(Log(static_cast<double>(sum)));
    for (int32_t i = 0; i < p.depth; ++i) output[i] = input[i] - largest - log_sum;
  }
  return Status::kOk;
}

}  // namespace

constexpr Kernel rows::kLogSoftmaxInt8 = {.opcode = Opcode::kLogSoftmax,
                                          .type = Type::kInt8,
                                          .params_bytes = ParamsBytes<LogSoftmaxParams>(),
                                          .prepare = PrepareLogSoftmax,
                                          .eval = LogSoftmax};
constexpr Kernel rows::kLogSoftmaxFloat = {.opcode = Opcode::kLogSoftmax,
                                           .type = Type::kFloat32,
                                           .params_bytes = ParamsBytes<SoftmaxRows>(),
                                           .prepare = PrepareLogSoftmaxFloat,
                                           .eval = LogSoftmaxFloat};

}  // namespace assay::kernels::reference
