#include "kernels/operators/reduction.h"

#include <bit>
#include <limits>

#include "kernels/arithmetic/validate.h"
#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

// Calls `reduce` with every element of the output and the function that gives its elements of the input.
template <typename T, typename Reduce>
Status ForEachOutput(const Reduction& reduction, const Buffers& buffers, Reduce reduce) {
  Reduction resolved = reduction;
  if (!reduction.axes_known) {
    ASSAY_RETURN_IF_ERROR(resolved.Resolve(static_cast<const int32_t*>(buffers.inputs[1])));
  }
  const auto* input = static_cast<const T*>(buffers.inputs[0]);
  auto* output = static_cast<T*>(buffers.outputs[0]);
  for (int32_t i = 0; i < resolved.outputs; ++i) {
    const T* first = input + resolved.Start(i);
    output[i] = reduce(resolved.count, [&](int32_t index) { return first[resolved.Step(index)]; });
  }
  return Status::kOk;
}

// Folds the input with `next`, in the order of the input.
template <typename T, typename Next>
Status Fold(const void* params, const Buffers& buffers, T initial, Next next) {
  const auto& reduction = *static_cast<const Reduction*>(params);
  return ForEachOutput<T>(reduction, buffers, [=](int32_t count, auto element) {
    T result = initial;
    for (int32_t i = 0; i < count; ++i) result = next(result, element(i));
    return result;
  });
}

template <typename Element>
int32_t SumOf(int32_t count, Element element) {
  int32_t sum = 0;
  for (int32_t i = 0; i < count; ++i) sum += element(i);
  return sum;
}

// A sum of `count` elements, rescaled to the output's quantisation.
template <typename T>
T Requantize(const QuantizedReductionParams& p, int32_t sum, int32_t count, Multiplier multiplier) {
  const auto centred = static_cast<int32_t>(sum - static_cast<int64_t>(p.input_zero_point) * count);
  const int32_t scaled = MultiplyByQuantizedMultiplier(centred, multiplier) + p.output_zero_point;
  return static_cast<T>(Clamp(scaled, std::numeric_limits<T>::min(), std::numeric_limits<T>::max()));
}

// The multiplier / count. The significand is shifted left first, to keep its bits: by as much as the count is
// long, but not so far that the shift to the right exceeds 31.
Multiplier Divide(Multiplier multiplier, int32_t count) {
  const int32_t length = 31 - std::countl_zero(static_cast<uint32_t>(count));
  const int32_t shift = length < 31 + multiplier.shift ? length : 31 + multiplier.shift;
  return {static_cast<int32_t>((static_cast<int64_t>(multiplier.value) << shift) / count),
          multiplier.shift - shift};
}

template <typename T>
Status QuantizedMean(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const QuantizedReductionParams*>(params);
  return ForEachOutput<T>(p.reduction, buffers, [&p](int32_t count, auto element) {
    return Requantize<T>(p, SumOf(count, element), count, Divide(p.multiplier, count));
  });
}

template <typename T>
Status QuantizedSum(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const QuantizedReductionParams*>(params);
  return ForEachOutput<T>(p.reduction, buffers, [&p](int32_t count, auto element) {
    return Requantize<T>(p, SumOf(count, element), count, p.multiplier);
  });
}

Status FloatMean(const void* params, const Buffers& buffers) {
  const auto& reduction = *static_cast<const Reduction*>(params);
  return ForEachOutput<float>(reduction, buffers, [](int32_t count, auto element) {
    float sum = 0.0f;
    for (int32_t i = 0; i < count; ++i) sum += element(i);
    return sum / static_cast<float>(count);
  });
}

Status FloatSum(const void* params, const Buffers& buffers) {
  return Fold(params, buffers, 0.0f, [](float sum, float in) { return in + sum; });
}

// The lowest finite number comes first, so there is no result below it, even if all elements are -infinity.
template <typename T>
Status ReduceMax(const void* params, const Buffers& buffers) {
  return Fold(params, buffers, std::numeric_limits<T>::lowest(),
              [](T largest, T in) { return in > largest ? in : largest; });
}

template <typename T>
Status ReduceMin(const void* params, const Buffers& buffers) {
  return Fold(params, buffers, std::numeric_limits<T>::max(),
              [](T smallest, T in) { return in < smallest ? in : smallest; });
}

Status ReduceAll(const void* params, const Buffers& buffers) {
  // Bools as bytes: a model may have any in them, and any but 0 is true.
  return Fold(params, buffers, uint8_t{1},
              [](uint8_t all, uint8_t in) { return static_cast<uint8_t>(all != 0 && in != 0 ? 1 : 0); });
}

constexpr Kernel kQuantizedMean = {.opcode = Opcode::kMean,
                                   .params_bytes = ParamsBytes<QuantizedReductionParams>(),
                                   .prepare = PrepareQuantizedReduction};
constexpr Kernel kReduceMax = {
    .opcode = Opcode::kReduceMax, .params_bytes = ParamsBytes<Reduction>(), .prepare = PrepareReduction};
constexpr Kernel kReduceMin = {
    .opcode = Opcode::kReduceMin, .params_bytes = ParamsBytes<Reduction>(), .prepare = PrepareReduction};
constexpr Kernel kQuantizedSum = {.opcode = Opcode::kSum,
                                  .params_bytes = ParamsBytes<QuantizedReductionParams>(),
                                  .prepare = PrepareQuantizedReduction};

}  // namespace

constexpr Kernel rows::kMeanInt8 = kQuantizedMean.For(Type::kInt8, QuantizedMean<int8_t>);
constexpr Kernel rows::kMeanInt16 = kQuantizedMean.For(Type::kInt16, QuantizedMean<int16_t>);
constexpr Kernel rows::kMeanFloat = {.opcode = Opcode::kMean,
                                     .type = Type::kFloat32,
                                     .params_bytes = ParamsBytes<Reduction>(),
                                     .prepare = PrepareReduction,
                                     .eval = FloatMean};
constexpr Kernel rows::kReduceAllBool = {.opcode = Opcode::kReduceAll,
                                         .type = Type::kBool,
                                         .params_bytes = ParamsBytes<Reduction>(),
                                         .prepare = PrepareReduction,
                                         .eval = ReduceAll};
constexpr Kernel rows::kReduceMaxInt8 = kReduceMax.For(Type::kInt8, ReduceMax<int8_t>);
constexpr Kernel rows::kReduceMaxFloat = kReduceMax.For(Type::kFloat32, ReduceMax<float>);
constexpr Kernel rows::kReduceMinInt8 = kReduceMin.For(Type::kInt8, ReduceMin<int8_t>);
constexpr Kernel rows::kReduceMinFloat = kReduceMin.For(Type::kFloat32, ReduceMin<float>);
constexpr Kernel rows::kSumInt8 = kQuantizedSum.For(Type::kInt8, QuantizedSum<int8_t>);
constexpr Kernel rows::kSumInt16 = kQuantizedSum.For(Type::kInt16, QuantizedSum<int16_t>);
constexpr Kernel rows::kSumFloat = {.opcode = Opcode::kSum,
                                    .type = Type::kFloat32,
                                    .params_bytes = ParamsBytes<Reduction>(),
                                    .prepare = PrepareReduction,
                                    .eval = FloatSum};

}  // namespace assay::kernels::reference
