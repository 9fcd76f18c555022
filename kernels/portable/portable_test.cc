// The kernels of `portable` against those of `reference`, bit for bit, on random operations.
#include "kernels/portable/portable.h"

#include <gtest/gtest.h>

#include <random>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using testing::Bias;
using testing::Int8;
using testing::Outcome;
using testing::RunKernel;
using testing::Value;

// Everything random comes from one seeded generator, so that a case fails in every run or in none.
class Random {
 public:
  explicit Random(uint32_t seed) : generator_(seed) {}

  int32_t Integer(int32_t low, int32_t high) {
    return low + static_cast<int32_t>(generator_() % static_cast<uint32_t>(high - low + 1));
  }
  bool Chance(int32_t percent) { return Integer(1, 100) <= percent; }
  // Evenly over the exponents.
  float Scale(int32_t smallest, int32_t largest) {
    return std::ldexp(1.0f + static_cast<float>(generator_() % (1U << 23)) / (1U << 23),
                      Integer(smallest, largest));
  }
  // Mostly anything, sometimes nothing but extremes, which makes the largest sums.
  std::vector<int8_t> Bytes(size_t count) {
    const bool extremes = Chance(15);
    std::vector<int8_t> bytes(count);
    for (int8_t& byte : bytes) {
      byte = static_cast<int8_t>(extremes ? (Chance(90) ? -128 : 127) : Integer(-128, 127));
    }
    return bytes;
  }
  int32_t ZeroPoint() { return Chance(50) ? (Chance(70) ? -128 : 127) : Integer(-128, 127); }
  Activation FusedActivation() { return static_cast<Activation>(Chance(50) ? 0 : Integer(1, 3)); }

  Value Input(std::vector<int32_t> dims) {
    size_t count = 1;
    for (const int32_t dim : dims) count *= static_cast<size_t>(dim);
    return Int8(std::move(dims), Scale(-8, -2), ZeroPoint(), Bytes(count));
  }
  // From outputs that are nearly always saturated to ones that hardly move.
  Value Output(std::vector<int32_t> dims) { return Int8(std::move(dims), Scale(-10, 3), ZeroPoint()); }
  // One scale in all or one for each channel, now and then such that multipliers reach 1 and more.
  Value Weights(std::vector<int32_t> dims, int32_t axis) {
    Value weights = Input(std::move(dims));
    weights.zero_point = 0;
    weights.axis = axis;
    weights.scales.resize(Chance(50) ? 1 : static_cast<size_t>(weights.dims[static_cast<size_t>(axis)]));
    const int32_t largest = Chance(20) ? 6 : -4;
    for (float& scale : weights.scales) scale = Scale(-12, largest);
    return weights;
  }
  // Small, as in models, or any, so that sums wrap.
  Value RandomBias(int32_t channels, float scale) {
    const int32_t bits = Chance(80) ? 14 : 32;
    std::vector<int32_t> values(static_cast<size_t>(channels));
    for (int32_t& value : values) value = static_cast<int32_t>(generator_()) >> (32 - bits);
    return Bias(std::move(values), {scale});
  }

 private:
  std::mt19937 generator_;
};

struct RandomWindow {
  RandomWindow(Random& random, Padding padding_of_both)
      : padding(padding_of_both),
        input(random.Integer(1, 11)),
        size(random.Chance(40) ? 3 : random.Integer(1, 4)),
        stride(random.Chance(50) ? 1 : random.Integer(2, 3)),
        dilation(random.Chance(20) ? random.Integer(2, 3) : 1) {
    const int32_t positions = padding == Padding::kSame ? input : input - (size - 1) * dilation;
    output = positions < 1 ? 0 : (positions + stride - 1) / stride;
  }
  Padding padding;
  int32_t input;
  int32_t size;
  int32_t stride;
  int32_t dilation;
  int32_t output;  // 0: the window does not fit
};

class PortableTest : public ::testing::TestWithParam<uint32_t> {
 protected:
  static constexpr int kCases = 100;

  Padding AnyPadding() { return random_.Chance(50) ? Padding::kSame : Padding::kValid; }

  // Runs one operation on both sets.
  template <typename Options>
  void ExpectSame(Opcode opcode, const Options& options, const std::vector<Value>& inputs,
                  const Value& output) {
    const Outcome expected = RunKernel(kReference, opcode, options, inputs, output);
    const Outcome actual = RunKernel(kPortable, opcode, options, inputs, output);
    ASSERT_EQ(actual.status, expected.status);
    ASSERT_EQ(actual.output, expected.output);
    computed_ += expected.status == Status::kOk ? 1 : 0;
  }

  // Most of what is random must be sound, or little is tested.
  void TearDown() override { EXPECT_GT(computed_, kCases / 2); }

  Random random_{GetParam()};
  int computed_ = 0;
};

TEST_P(PortableTest, Conv2D) {
  for (int i = 0; i < kCases; ++i) {
    SCOPED_TRACE(i);
    const Padding padding = AnyPadding();
    const RandomWindow rows(random_, padding);
    const RandomWindow columns(random_, padding);
    if (rows.output == 0 || columns.output == 0) continue;
    const int32_t batches = random_.Integer(1, 2);
    const int32_t groups = random_.Chance(20) ? random_.Integer(2, 3) : 1;
    // Now and then more than fit one sum of pairs.
    const int32_t depth = random_.Chance(10) ? random_.Integer(250, 520) : random_.Integer(1, 20);
    const int32_t channels = groups * random_.Integer(1, 5);
    std::vector<Value> inputs = {random_.Input({batches, rows.input, columns.input, groups * depth}),
                                 random_.Weights({channels, rows.size, columns.size, depth}, 0)};
    if (random_.Chance(80)) inputs.push_back(random_.RandomBias(channels, 1.0f));
    const Conv2DOptions options = {padding,     random_.FusedActivation(), columns.stride,
                                   rows.stride, columns.dilation,          rows.dilation};
    ExpectSame(Opcode::kConv2D, options, inputs,
               random_.Output({batches, rows.output, columns.output, channels}));
    if (HasFatalFailure()) return;
  }
}

TEST_P(PortableTest, DepthwiseConv2D) {
  for (int i = 0; i < kCases; ++i) {
    SCOPED_TRACE(i);
    const Padding padding = AnyPadding();
    RandomWindow rows(random_, padding);
    const RandomWindow columns(random_, padding);
    if (rows.output == 0 || columns.output == 0) continue;
    if (random_.Chance(5) && padding == Padding::kSame && rows.stride == 1) {
      rows.input = rows.output = random_.Integer(150, 200);  // more than one band
    }
    const int32_t batches = random_.Integer(1, 2);
    const int32_t multiplier = random_.Chance(30) ? random_.Integer(2, 3) : 1;
    const int32_t depth = random_.Integer(1, 6);
    const int32_t channels = depth * multiplier;
    std::vector<Value> inputs = {random_.Input({batches, rows.input, columns.input, depth}),
                                 random_.Weights({1, rows.size, columns.size, channels}, 3)};
    if (random_.Chance(80)) inputs.push_back(random_.RandomBias(channels, 1.0f));
    const DepthwiseConv2DOptions options = {padding,     random_.FusedActivation(), columns.stride,
                                            rows.stride, columns.dilation,          rows.dilation,
                                            multiplier};
    ExpectSame(Opcode::kDepthwiseConv2D, options, inputs,
               random_.Output({batches, rows.output, columns.output, channels}));
    if (HasFatalFailure()) return;
  }
}

TEST_P(PortableTest, FullyConnected) {
  for (int i = 0; i < kCases; ++i) {
    SCOPED_TRACE(i);
    const int32_t batches = random_.Integer(1, 3);
    // Now and then more than fit one scaled sum, or one piece.
    const int32_t depth = random_.Chance(15)  ? random_.Integer(250, 600)
                          : random_.Chance(5) ? random_.Integer(1000, 2100)
                                              : random_.Integer(1, 70);
    const int32_t channels = random_.Integer(1, 40);
    std::vector<Value> inputs = {random_.Input({batches, depth}), random_.Weights({channels, depth}, 0)};
    const bool per_channel = inputs[1].scales.size() > 1;
    if (!per_channel && random_.Chance(30)) inputs[1].zero_point = random_.Integer(-128, 127);
    const float scale = inputs[0].scales[0] * inputs[1].scales[0];
    if (random_.Chance(80)) inputs.push_back(random_.RandomBias(channels, scale));
    const FullyConnectedOptions options = {random_.FusedActivation(), 0, false};
    ExpectSame(Opcode::kFullyConnected, options, inputs, random_.Output({batches, channels}));
    if (HasFatalFailure()) return;
  }
}

TEST_P(PortableTest, Pool2D) {
  for (int i = 0; i < kCases; ++i) {
    SCOPED_TRACE(i);
    const Padding padding = AnyPadding();
    RandomWindow rows(random_, padding);
    RandomWindow columns(random_, padding);
    for (RandomWindow* window : {&rows, &columns}) {
      const int32_t positions = padding == Padding::kSame ? window->input : window->input - window->size + 1;
      window->output = positions < 1 ? 0 : (positions + window->stride - 1) / window->stride;
    }
    if (rows.output == 0 || columns.output == 0) continue;
    const int32_t batches = random_.Integer(1, 2);
    const int32_t channels = random_.Integer(1, 11);
    const Value input = random_.Input({batches, rows.input, columns.input, channels});
    const Value output =
        Int8({batches, rows.output, columns.output, channels}, input.scales[0], input.zero_point);
    const Pool2DOptions options = {
        padding, random_.FusedActivation(), columns.stride, rows.stride, columns.size, rows.size};
    ExpectSame(random_.Chance(50) ? Opcode::kAveragePool2D : Opcode::kMaxPool2D, options, {input}, output);
    if (HasFatalFailure()) return;
  }
}

TEST_P(PortableTest, AddAndMul) {
  for (int i = 0; i < kCases; ++i) {
    SCOPED_TRACE(i);
    std::vector<int32_t> shapes[3];  // of both inputs and the output
    for (int32_t rank = random_.Integer(1, 4); rank > 0; --rank) {
      const int32_t dim = random_.Integer(1, 7);
      const int32_t repeated = random_.Chance(25) ? random_.Integer(0, 1) : 3;  // 3: none
      for (int32_t of = 0; of < 3; ++of) shapes[of].push_back(of == repeated ? 1 : dim);
    }
    const bool add = random_.Chance(50);
    std::vector<Value> inputs = {random_.Input(shapes[0]), random_.Input(shapes[1])};
    Value output = random_.Output(shapes[2]);
    // Equal scales; ones so far apart that one input vanishes; factors of 1 and more where they may be.
    const int32_t kind = random_.Integer(1, 5);
    if (kind == 1) inputs[1].scales = inputs[0].scales;
    if (kind == 2) inputs[static_cast<size_t>(random_.Integer(0, 1))].scales = {random_.Scale(-40, -20)};
    if (kind == 3) output.scales = {random_.Scale(-20, -8)};
    const Activation activation = random_.FusedActivation();
    if (add) {
      ExpectSame(Opcode::kAdd, AddOptions{activation, true}, inputs, output);
    } else {
      ExpectSame(Opcode::kMul, ActivationOptions{activation}, inputs, output);
    }
    if (HasFatalFailure()) return;
  }
}

TEST_P(PortableTest, Softmax) {
  for (int i = 0; i < kCases; ++i) {
    SCOPED_TRACE(i);
    std::vector<int32_t> dims = {random_.Integer(1, 5),
                                 random_.Chance(20) ? random_.Integer(500, 4095) : random_.Integer(1, 40)};
    Value input = random_.Input(dims);
    // From distributions that are flat to ones where only the largest value counts.
    input.scales = {random_.Scale(-12, 2)};
    Value output = Int8(dims, 1.0f / 256, -128);
    if (random_.Chance(50)) {
      output = testing::Int16(dims, 1.0f / 65536);
      output.zero_point = -32768;
    }
    ExpectSame(Opcode::kSoftmax, SoftmaxOptions{random_.Chance(50) ? 1.0f : random_.Scale(-3, 3)}, {input},
               output);
    if (HasFatalFailure()) return;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, PortableTest, ::testing::Range(1U, 21U));

// Windows that reach so far beyond the input that what they see is not worth gathering: left to the next set.
TEST(Portable, DepthwiseConv2DOfFarWindows) {
  const Value input = Int8({1, 3, 3, 1}, 0.5f, 3, {1, 2, 3, 4, 5, 6, 7, 8, 9});
  const Value weights = testing::Weights({1, 3, 3, 1}, {0.25f}, 3, {9, 8, 7, 6, 5, 4, 3, 2, 1});
  const DepthwiseConv2DOptions options = {Padding::kSame, Activation::kNone, 1, 1, 30000, 30000, 1};
  const Value output = Int8({1, 3, 3, 1}, 0.1f, 0);
  const auto status = [&](const KernelSet& set) {
    return RunKernel(set, Opcode::kDepthwiseConv2D, options, {input, weights}, output).status;
  };
  EXPECT_EQ(status(kPortable), Status::kNotMine);
  EXPECT_EQ(status(kReference), Status::kOk);
}

}  // namespace
}  // namespace assay::kernels
