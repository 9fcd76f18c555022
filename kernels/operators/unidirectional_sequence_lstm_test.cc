#include "kernels/operators/unidirectional_sequence_lstm.h"

#include <gmock/gmock.h>

#include <cmath>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::Each;
using testing::Int16;
using testing::Int8;
using testing::PreparedKernel;
using testing::Value;

constexpr int32_t kBatches = 2;
constexpr int32_t kSteps = 4;
constexpr int32_t kWidth = 3;
constexpr int32_t kUnits = 2;
constexpr float kInputScale = 1.0f / 64;
constexpr float kWeightScale = 1.0f / 64;
constexpr float kHiddenScale = 1.0f / 128;
constexpr float kCellScale = 1.0f / 2048;

Value AsVariable(Value value) {
  value.variable = true;
  return value;
}

std::vector<int8_t> Numbers(size_t count, int32_t seed) {
  std::vector<int8_t> values;
  for (size_t i = 0; i < count; ++i)
    values.push_back(static_cast<int8_t>(seed = (seed * 37 + 11) % 121 - 60));
  return values;
}

// The input at a step of a batch, the same whichever comes first.
Value Input(bool time_major) {
  const std::vector<int8_t> rows = Numbers(kBatches * kSteps * kWidth, 5);
  std::vector<int8_t> values;
  for (int32_t i = 0; i < kBatches * kSteps; ++i) {
    const int32_t row = time_major ? i % kBatches * kSteps + i / kBatches : i;
    values.insert(values.end(), &rows[static_cast<size_t>(row * kWidth)],
                  &rows[static_cast<size_t>(row * kWidth)] + kWidth);
  }
  const std::vector<int32_t> dims = time_major ? std::vector<int32_t>{kSteps, kBatches, kWidth}
                                               : std::vector<int32_t>{kBatches, kSteps, kWidth};
  return Int8(dims, kInputScale, 0, values);
}

std::vector<Value> Inputs(bool time_major = false) {
  std::vector<Value> inputs(kLstmInputs, Value{.dims = {}, .type = Type::kNone});
  inputs[kLstmInput] = Input(time_major);
  for (int32_t gate = 0; gate < kLstmGates; ++gate) {
    const auto at = [&](int32_t first) -> Value& { return inputs[static_cast<size_t>(first + gate)]; };
    at(kLstmInputWeights) =
        testing::Weights({kUnits, kWidth}, {kWeightScale}, 0, Numbers(kUnits * kWidth, gate));
    at(kLstmHiddenWeights) =
        testing::Weights({kUnits, kUnits}, {kWeightScale}, 0, Numbers(kUnits * kUnits, 7 + gate));
    at(kLstmBiases) = testing::Bias({100 * gate, -300});
  }
  inputs[kLstmHiddenState] =
      AsVariable(Int8({kBatches, kUnits}, kHiddenScale, 0, std::vector<int8_t>(kBatches * kUnits)));
  inputs[kLstmCellState] =
      AsVariable(Int16({kBatches, kUnits}, kCellScale, std::vector<int16_t>(kBatches * kUnits)));
  return inputs;
}

Value Output(bool time_major = false) {
  return time_major ? Int8({kSteps, kBatches, kUnits}, kHiddenScale, 0)
                    : Int8({kBatches, kSteps, kUnits}, kHiddenScale, 0);
}

PreparedKernel Prepare(const std::vector<Value>& inputs, const Value& output = Output(), float cell_clip = 0,
                       bool time_major = false, Activation activation = Activation::kTanh) {
  return PreparedKernel(kReference, Opcode::kUnidirectionalSequenceLstm,
                        UnidirectionalSequenceLstmOptions{activation, cell_clip, 0, time_major}, inputs,
                        {output});
}

double Sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

// The output in real numbers, batch first.
std::vector<double> Real(const std::vector<Value>& inputs) {
  std::vector<double> output;
  for (size_t batch = 0; batch < kBatches; ++batch) {
    double hidden[kUnits] = {};
    double cell[kUnits] = {};
    for (size_t step = 0; step < kSteps; ++step) {
      double gates[kLstmGates][kUnits];
      for (size_t gate = 0; gate < kLstmGates; ++gate) {
        for (size_t unit = 0; unit < kUnits; ++unit) {
          double sum = inputs[kLstmBiases + gate].int32[unit] * double{kInputScale} * kWeightScale;
          for (size_t i = 0; i < kWidth; ++i) {
            sum += inputs[kLstmInput].int8[(batch * kSteps + step) * kWidth + i] * double{kInputScale} *
                   inputs[kLstmInputWeights + gate].int8[unit * kWidth + i] * kWeightScale;
          }
          for (size_t i = 0; i < kUnits; ++i) {
            sum += hidden[i] * inputs[kLstmHiddenWeights + gate].int8[unit * kUnits + i] * kWeightScale;
          }
          gates[gate][unit] = gate == kLstmCellGate ? std::tanh(sum) : Sigmoid(sum);
        }
      }
      for (size_t unit = 0; unit < kUnits; ++unit) {
        cell[unit] = gates[kLstmForgetGate][unit] * cell[unit] +
                     gates[kLstmInputGate][unit] * gates[kLstmCellGate][unit];
        hidden[unit] = gates[kLstmOutputGate][unit] * std::tanh(cell[unit]);
        output.push_back(hidden[unit]);
      }
    }
  }
  return output;
}

TEST(LstmTest, IsWithinAStepOfTheRealFunction) {
  const std::vector<Value> inputs = Inputs();
  const std::vector<double> expected = Real(inputs);
  const testing::Outcome outcome = Prepare(inputs).Run();
  ASSERT_EQ(outcome.status, Status::kOk);
  ASSERT_EQ(outcome.output.size(), expected.size());
  double largest = 0;
  for (size_t i = 0; i < expected.size(); ++i) {
    EXPECT_NEAR(outcome.output[i], expected[i] / kHiddenScale, 1.5) << i;
    largest = std::max(largest, std::abs(expected[i]));
  }
  EXPECT_GT(largest, 0.2);
}

TEST(LstmTest, TimeMayComeFirst) {
  const std::vector<int8_t> batch_first = Prepare(Inputs()).Run().output;
  const std::vector<int8_t> time_first = Prepare(Inputs(true), Output(true), 0, true).Run().output;
  for (size_t batch = 0; batch < kBatches; ++batch) {
    for (size_t step = 0; step < kSteps; ++step) {
      for (size_t unit = 0; unit < kUnits; ++unit) {
        EXPECT_EQ(batch_first[(batch * kSteps + step) * kUnits + unit],
                  time_first[(step * kBatches + batch) * kUnits + unit]);
      }
    }
  }
}

TEST(LstmTest, GoesOnWhereItStopped) {
  PreparedKernel kernel = Prepare(Inputs());
  const std::vector<int8_t> first = kernel.Run().output;
  const std::vector<int8_t>& state = kernel.inputs()[kLstmHiddenState].int8;
  for (size_t batch = 0; batch < kBatches; ++batch) {
    for (size_t unit = 0; unit < kUnits; ++unit) {
      EXPECT_EQ(state[batch * kUnits + unit], first[(batch * kSteps + kSteps - 1) * kUnits + unit]);
    }
  }
  EXPECT_NE(kernel.Run().output, first);
}

TEST(LstmTest, ClipsTheCellState) {
  PreparedKernel kernel = Prepare(Inputs(), Output(), 0.01f);
  ASSERT_EQ(kernel.Run().status, Status::kOk);
  for (const int16_t cell : kernel.inputs()[kLstmCellState].int16) EXPECT_LE(std::abs(cell), 20);
  EXPECT_EQ(Prepare(Inputs(), Output(), -1).Run().output, Prepare(Inputs()).Run().output);
  // A clip below a step of the cell state leaves nothing of it.
  EXPECT_THAT(Prepare(Inputs(), Output(), 1e-6f).Run().output, Each(0));
}

TEST(LstmTest, RefusesWhatDoesNotFit) {
  const auto status = [](int32_t changed, Value value) {
    std::vector<Value> inputs = Inputs();
    inputs[static_cast<size_t>(changed)] = std::move(value);
    return Prepare(inputs).status();
  };
  EXPECT_EQ(Prepare(Inputs(), Output(), 0, false, Activation::kRelu).status(), Status::kUnsupportedOption);
  EXPECT_EQ(Prepare(Inputs(), Output(true)).status(), Status::kBadShape);
  EXPECT_EQ(Prepare(Inputs(), Int16({kBatches, kSteps, kUnits}, 1.0f)).status(), Status::kUnsupportedType);
  EXPECT_EQ(status(9, Int16({kUnits}, 1.0f)), Status::kUnsupportedOption);   // peephole
  EXPECT_EQ(status(16, Int8({2, 2}, 1.0f, 0)), Status::kUnsupportedOption);  // projection
  EXPECT_EQ(status(20, Int16({kUnits}, 1.0f)), Status::kUnsupportedOption);  // layer normalisation
  EXPECT_EQ(status(kLstmInputWeights, {.dims = {}, .type = Type::kNone}), Status::kAbsentOperand);
  EXPECT_EQ(status(kLstmInputWeights, Int8({kUnits, kWidth + 1}, 1.0f, 0)), Status::kBadShape);
  EXPECT_EQ(status(kLstmInputWeights, Int8({kUnits, kWidth}, kWeightScale, 1)), Status::kBadQuantization);
  EXPECT_EQ(status(kLstmHiddenWeights + 3, Int8({kUnits, kWidth}, 1.0f, 0)), Status::kBadShape);
  EXPECT_EQ(status(kLstmBiases + 1, testing::Bias({1, 2, 3})), Status::kBadShape);
  EXPECT_EQ(status(kLstmBiases + 1, testing::Int64Bias({1, 2})), Status::kUnsupportedType);
  EXPECT_EQ(status(kLstmHiddenState, Int8({kBatches, kUnits}, 1.0f, 0)), Status::kNotVariable);
  EXPECT_EQ(status(kLstmHiddenState, AsVariable(Int8({kBatches * kUnits}, 1.0f, 0))), Status::kBadShape);
  const auto cell_scale = [&](float scale) {
    return status(kLstmCellState, AsVariable(Int16({kBatches, kUnits}, scale)));
  };
  EXPECT_EQ(cell_scale(4.0f), Status::kOk);
  EXPECT_EQ(cell_scale(8.0f), Status::kBadQuantization);
  EXPECT_EQ(cell_scale(0x1p-43f), Status::kOk);
  EXPECT_EQ(cell_scale(0x1p-44f), Status::kBadQuantization);
  EXPECT_EQ(cell_scale(1.4f), Status::kOk);
  EXPECT_EQ(cell_scale(std::sqrt(2.0f)), Status::kBadQuantization);
}

}  // namespace
}  // namespace assay::kernels
