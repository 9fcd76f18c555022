#include "kernels/operators/unidirectional_sequence_lstm.h"

#include <bit>
#include <initializer_list>
#include <limits>

#include "kernels/arithmetic/validate.h"
#include "kernels/arithmetic/variable.h"
#include "kernels/operators/options.h"

namespace assay::kernels {
namespace {

double Scale(const Tensor& tensor) { return static_cast<double>(tensor.quantization.scales[0]); }

Status CheckPresence(const Operation& operation) {
  if (operation.input_count != kLstmInputs || operation.output_count != 1) return Status::kOperandCount;
  for (int32_t i = 0; i < kLstmInputs; ++i) {
    const bool is_input = i < kLstmHiddenWeights + kLstmGates;
    const bool is_bias = i >= kLstmBiases && i < kLstmBiases + kLstmGates;
    const bool is_state = i == kLstmHiddenState || i == kLstmCellState;
    const bool wanted = is_input || is_bias || is_state;
    const Tensor& input = operation.inputs[i];
    const bool present = input.type != Type::kNone;
    if (present && !wanted) return Blame(input, Status::kUnsupportedOption);  // a variant of the operator
    if (wanted && !present) return Blame(input, Status::kAbsentOperand);
    if (is_state && !IsVariable(input)) return Blame(input, Status::kNotVariable);
  }
  return Status::kOk;
}

Status CheckTypes(const Operation& operation) {
  const Tensor* inputs = operation.inputs;
  const Type type = inputs[kLstmInput].type;
  const Type bias = type == Type::kInt16 ? Type::kInt64 : Type::kInt32;
  bool fit = operation.outputs[0].type == type && inputs[kLstmHiddenState].type == type &&
             inputs[kLstmCellState].type == Type::kInt16;
  for (int32_t gate = 0; gate < kLstmGates; ++gate) {
    fit = fit && inputs[kLstmInputWeights + gate].type == Type::kInt8 &&
          inputs[kLstmHiddenWeights + gate].type == Type::kInt8 && inputs[kLstmBiases + gate].type == bias;
  }
  return fit ? Status::kOk : Status::kUnsupportedType;
}

Status PrepareShape(const Operation& operation, LstmParams* p) {
  const Tensor* inputs = operation.inputs;
  const Shape& input = inputs[kLstmInput].shape;
  const Shape& output = operation.outputs[0].shape;
  const Shape& hidden = inputs[kLstmHiddenState].shape;
  if (input.rank != 3 || output.rank != 3 || hidden.rank < 2) return Status::kBadShape;
  p->batches = input.dims[p->time_major ? 1 : 0];
  p->steps = input.dims[p->time_major ? 0 : 1];
  p->inputs = input.dims[2];
  p->units = hidden.dims[1];
  const auto is_matrix = [p](const Shape& shape, int32_t columns) {
    return shape.rank == 2 && shape.dims[0] == p->units && shape.dims[1] == columns;
  };
  const int64_t state = static_cast<int64_t>(p->batches) * p->units;
  bool fits = hidden.elements() == state && inputs[kLstmCellState].shape.elements() == state &&
              output.dims[0] == input.dims[0] && output.dims[1] == input.dims[1] &&
              output.dims[2] == p->units;
  for (int32_t gate = 0; gate < kLstmGates; ++gate) {
    const Shape& bias = inputs[kLstmBiases + gate].shape;
    fits = fits && is_matrix(inputs[kLstmInputWeights + gate].shape, p->inputs) &&
           is_matrix(inputs[kLstmHiddenWeights + gate].shape, p->units) && bias.rank == 1 &&
           bias.dims[0] == p->units;
  }
  return fits ? Status::kOk : Status::kBadShape;
}

// round(log2(scale)) as the reference has it, which takes a float logarithm. That leaves open where halves go
// for scales very near to the middle, sqrt(2) * 2^n; those are refused.
Status NearestPower(float scale, int32_t* power) {
  constexpr int32_t kFractionOfSqrt2 = 0x3504F3;
  constexpr int32_t kOpen = 1 << 8;
  const auto bits = std::bit_cast<uint32_t>(scale);
  const auto beyond = static_cast<int32_t>(bits & 0x7FFFFF) - kFractionOfSqrt2;
  if (beyond > -kOpen && beyond < kOpen) return Status::kBadQuantization;
  *power = static_cast<int32_t>(bits >> 23) - 127 + (beyond > 0 ? 1 : 0);
  return Status::kOk;
}

// The scale 2^power in units of 1/12288 (see sigmoid.h).
Status PrepareTanh(int32_t power, LstmParams* p) {
  constexpr int32_t kLargestShiftLeft = 14;  // 3 * 2^15 * 2^14 < 2^31
  const int32_t left = power + 12;
  if (left > kLargestShiftLeft || left < -31) return Status::kBadQuantization;
  p->cell_scale = left >= 0 ? SigmoidScale{3 << left, 0} : SigmoidScale{3, -left};
  return Status::kOk;
}

Status PrepareMultipliers(const Operation& operation, LstmParams* p) {
  const Tensor& input = operation.inputs[kLstmInput];
  const Tensor& hidden = operation.inputs[kLstmHiddenState];
  const Tensor& cell = operation.inputs[kLstmCellState];
  for (const Tensor* tensor : {&input, &hidden, &cell}) ASSAY_RETURN_IF_ERROR(CheckQuantized(*tensor));

  const int32_t largest_shift = input.type == Type::kInt16 ? kMaxLeftShiftOf64Bits : kMaxLeftShift;
  const auto prepare = [&](const Tensor& factor, int32_t weights, Multiplier* multiplier) {
    const Tensor& tensor = operation.inputs[weights];
    ASSAY_RETURN_IF_ERROR(CheckQuantized(tensor));
    if (tensor.quantization.zero_point != 0) return Status::kBadQuantization;
    return CheckedMultiplier(Scale(factor) * Scale(tensor) / 0x1p-12, multiplier, largest_shift);
  };
  for (int32_t gate = 0; gate < kLstmGates; ++gate) {
    ASSAY_RETURN_IF_ERROR(prepare(input, kLstmInputWeights + gate, &p->input_multipliers[gate]));
    ASSAY_RETURN_IF_ERROR(prepare(hidden, kLstmHiddenWeights + gate, &p->hidden_multipliers[gate]));
  }
  ASSAY_RETURN_IF_ERROR(CheckedMultiplier(0x1p-30 / Scale(cell), &p->cell_multiplier));
  ASSAY_RETURN_IF_ERROR(CheckedMultiplier(0x1p-30 / Scale(hidden), &p->output_multiplier));
  int32_t power;
  ASSAY_RETURN_IF_ERROR(NearestPower(cell.quantization.scales[0], &power));
  return PrepareTanh(power, p);
}

}  // namespace

Status PrepareLstm(const Operation& operation, void* params, Needs* needs) {
  auto& p = *static_cast<LstmParams*>(params);
  const auto& options = *static_cast<const UnidirectionalSequenceLstmOptions*>(operation.options);
  if (options.activation != Activation::kTanh) return Status::kUnsupportedOption;
  ASSAY_RETURN_IF_ERROR(CheckPresence(operation));
  ASSAY_RETURN_IF_ERROR(CheckTypes(operation));
  p.time_major = options.time_major;
  ASSAY_RETURN_IF_ERROR(PrepareShape(operation, &p));
  ASSAY_RETURN_IF_ERROR(PrepareMultipliers(operation, &p));
  needs->operations = kLstmGates * Product(p.batches * p.steps, p.units * p.inputs) +
                      kLstmGates * Product(p.batches * p.steps, p.units * p.units);
  p.input_zero_point = operation.inputs[kLstmInput].quantization.zero_point;
  p.hidden_zero_point = operation.inputs[kLstmHiddenState].quantization.zero_point;
  p.cell_clip = -1;
  if (options.cell_clip > 0.0f) {
    const double clip = static_cast<double>(options.cell_clip) / Scale(operation.inputs[kLstmCellState]);
    p.cell_clip = clip < 32767.0 ? static_cast<int32_t>(clip) : 32767;
  }
  return Status::kOk;
}

}  // namespace assay::kernels
