#include "kernels/operators/sigmoid.h"

#include "kernels/arithmetic/fixed_point.h"
#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

// `Function` computes Q0 from Q4; `kBits` of them are the output's, counted from `kZeroPoint`.
template <int32_t (*Function)(int32_t), int32_t kBits, int32_t kZeroPoint>
Status Int8(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const SigmoidInt8Params*>(params);
  const auto* input = static_cast<const int8_t*>(buffers.inputs[0]);
  auto* output = static_cast<int8_t*>(buffers.outputs[0]);
  for (int32_t i = 0; i < p.elements; ++i) {
    const int32_t x = input[i] - p.input_zero_point;
    int32_t y;
    if (x <= -p.radius) {
      y = -128;
    } else if (x >= p.radius) {
      y = 127;
    } else {
      const int32_t value = Function(MultiplyByQuantizedMultiplier(x, p.multiplier));
      y = Clamp(RoundingDivideByPOT(value, 31 - kBits) + kZeroPoint, -128, 127);
    }
    output[i] = static_cast<int8_t>(y);
  }
  return Status::kOk;
}

template <int16_t (*Function)(int16_t, SigmoidScale)>
Status Int16(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const SigmoidInt16Params*>(params);
  const auto* input = static_cast<const int16_t*>(buffers.inputs[0]);
  auto* output = static_cast<int16_t*>(buffers.outputs[0]);
  for (int32_t i = 0; i < p.elements; ++i) output[i] = Function(input[i], p.scale);
  return Status::kOk;
}

Status LogisticInt8(const void* params, const Buffers& buffers) {
  return Int8<Logistic, 8, -128>(params, buffers);
}

Status TanhInt8(const void* params, const Buffers& buffers) { return Int8<Tanh, 7, 0>(params, buffers); }

Status LogisticInt16(const void* params, const Buffers& buffers) {
  return Int16<kernels::LogisticInt16>(params, buffers);
}

Status TanhInt16(const void* params, const Buffers& buffers) {
  return Int16<kernels::TanhInt16>(params, buffers);
}

}  // namespace

constexpr Kernel rows::kLogisticInt8 = {.opcode = Opcode::kLogistic,
                                        .type = Type::kInt8,
                                        .params_bytes = ParamsBytes<SigmoidInt8Params>(),
                                        .prepare = PrepareLogisticInt8,
                                        .eval = LogisticInt8};
constexpr Kernel rows::kLogisticInt16 = {.opcode = Opcode::kLogistic,
                                         .type = Type::kInt16,
                                         .params_bytes = ParamsBytes<SigmoidInt16Params>(),
                                         .prepare = PrepareLogisticInt16,
                                         .eval = LogisticInt16};
constexpr Kernel rows::kTanhInt8 = {.opcode = Opcode::kTanh,
                                    .type = Type::kInt8,
                                    .params_bytes = ParamsBytes<SigmoidInt8Params>(),
                                    .prepare = PrepareTanhInt8,
                                    .eval = TanhInt8};
constexpr Kernel rows::kTanhInt16 = {.opcode = Opcode::kTanh,
                                     .type = Type::kInt16,
                                     .params_bytes = ParamsBytes<SigmoidInt16Params>(),
                                     .prepare = PrepareTanhInt16,
                                     .eval = TanhInt16};

}  // namespace assay::kernels::reference
