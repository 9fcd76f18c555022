#include "kernels/operators/unidirectional_sequence_lstm.h"

#include <cstring>
#include <limits>
#include <type_traits>

#include "kernels/arithmetic/variable.h"
#include "kernels/operators/sigmoid.h"
#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

template <typename T>
T Saturate(int32_t x) {
  return static_cast<T>(Clamp(x, std::numeric_limits<T>::min(), std::numeric_limits<T>::max()));
}

// A gate's sum for one unit, as int16 with 12 fractional bits.
template <typename T>
int16_t Sum(const LstmParams& p, const Buffers& buffers, LstmGate gate, int32_t unit, const T* input,
            const T* hidden) {
  using Accumulator = std::conditional_t<std::is_same_v<T, int16_t>, int64_t, int32_t>;
  const auto product = [unit](Accumulator sum, const void* weights, const T* vector, int32_t size,
                              int32_t zero_point, Multiplier multiplier) {
    const int8_t* row = static_cast<const int8_t*>(weights) + unit * size;
    for (int32_t i = 0; i < size; ++i) sum += row[i] * (vector[i] - zero_point);
    return Saturate<int16_t>(MultiplyByQuantizedMultiplier(sum, multiplier));
  };
  const auto* bias = static_cast<const Accumulator*>(buffers.inputs[kLstmBiases + gate]);
  const int16_t of_input = product(bias[unit], buffers.inputs[kLstmInputWeights + gate], input, p.inputs,
                                   p.input_zero_point, p.input_multipliers[gate]);
  const int16_t of_hidden = product(0, buffers.inputs[kLstmHiddenWeights + gate], hidden, p.units,
                                    p.hidden_zero_point, p.hidden_multipliers[gate]);
  return Saturate<int16_t>(of_input + of_hidden);
}

// One step of one batch: changes the cell state and gives the new hidden state.
template <typename T>
void Step(const LstmParams& p, const Buffers& buffers, const T* input, const T* hidden, int16_t* cell,
          T* new_hidden) {
  constexpr Multiplier kForget = {1 << 30, -14};  // 2^-15
  constexpr SigmoidScale kGateScale = {3, 0};     // sums are in units of 1/4096
  for (int32_t unit = 0; unit < p.units; ++unit) {
    const auto sum = [&](LstmGate gate) { return Sum(p, buffers, gate, unit, input, hidden); };
    const int32_t forget_gate = LogisticInt16(sum(kLstmForgetGate), kGateScale);
    const int32_t input_gate = LogisticInt16(sum(kLstmInputGate), kGateScale);
    const int32_t cell_gate = TanhInt16(sum(kLstmCellGate), kGateScale);
    const int32_t output_gate = LogisticInt16(sum(kLstmOutputGate), kGateScale);

    const auto kept = Saturate<int16_t>(MultiplyByQuantizedMultiplier(forget_gate * cell[unit], kForget));
    const auto added =
        Saturate<int16_t>(MultiplyByQuantizedMultiplier(input_gate * cell_gate, p.cell_multiplier));
    cell[unit] = Saturate<int16_t>(kept + added);
    if (p.cell_clip >= 0) cell[unit] = static_cast<int16_t>(Clamp(cell[unit], -p.cell_clip, p.cell_clip));

    const int32_t activated = TanhInt16(cell[unit], p.cell_scale);
    new_hidden[unit] = Saturate<T>(
        MultiplyByQuantizedMultiplier(activated * output_gate, p.output_multiplier) + p.hidden_zero_point);
  }
}

template <typename T>
Status Lstm(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const LstmParams*>(params);
  const auto* input = static_cast<const T*>(buffers.inputs[kLstmInput]);
  auto* output = static_cast<T*>(buffers.outputs[0]);
  auto* hidden = Variable<T>(buffers, kLstmHiddenState);
  auto* cell = Variable<int16_t>(buffers, kLstmCellState);

  for (int32_t batch = 0; batch < p.batches; ++batch, hidden += p.units, cell += p.units) {
    for (int32_t step = 0; step < p.steps; ++step) {
      const int32_t row = p.time_major ? step * p.batches + batch : batch * p.steps + step;
      // All units see the old hidden state, so the new one is made in the output.
      T* new_hidden = output + row * p.units;
      Step(p, buffers, input + row * p.inputs, hidden, cell, new_hidden);
      std::memcpy(hidden, new_hidden, static_cast<size_t>(p.units) * sizeof(T));
    }
  }
  return Status::kOk;
}

constexpr Kernel kUnidirectionalSequenceLstm = {.opcode = Opcode::kUnidirectionalSequenceLstm,
                                                .params_bytes = ParamsBytes<LstmParams>(),
                                                .prepare = PrepareLstm};

}  // namespace

constexpr Kernel rows::kUnidirectionalSequenceLstmInt8 =
    kUnidirectionalSequenceLstm.For(Type::kInt8, Lstm<int8_t>);
constexpr Kernel rows::kUnidirectionalSequenceLstmInt16 =
    kUnidirectionalSequenceLstm.For(Type::kInt16, Lstm<int16_t>);

}  // namespace assay::kernels::reference
