#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using testing::Bias;
using ::testing::ElementsAre;
using testing::Float;
using testing::Int16;
using testing::Int4Weights;
using testing::Int64Bias;
using testing::Int8;
using testing::Value;
using testing::Weights;

constexpr Conv2DOptions kSame = {Padding::kSame, Activation::kNone, 1, 1, 1, 1};
constexpr Conv2DOptions kValid = {Padding::kValid, Activation::kNone, 1, 1, 1, 1};

testing::Outcome Compute(const Conv2DOptions& options, const std::vector<Value>& inputs,
                         const Value& output) {
  return testing::RunKernel(kReference, Opcode::kConv2D, options, inputs, output);
}

const Value kInput = Int8({1, 3, 3, 1}, 1, 0, {1, 2, 3, 4, 5, 6, 7, 8, 9});

TEST(Conv2DTest, ValidWindowsOnly) {
  const auto outcome =
      Compute(kValid, {kInput, Weights({1, 2, 2, 1}, {1}, 0, {1, 2, 3, 4})}, Int8({1, 2, 2, 1}, 1, 0));
  EXPECT_THAT(outcome.output, ElementsAre(37, 47, 67, 77));
}

TEST(Conv2DTest, PaddingIsTheZeroPoint) {
  // With zero point 10 the real inputs are -9 ... -1, and padding is real 0.
  Value input = kInput;
  input.zero_point = 10;
  const auto outcome =
      Compute(kSame, {input, Weights({1, 3, 3, 1}, {1}, 0, {1, 1, 1, 1, 1, 1, 1, 1, 1}), Bias({5})},
              Int8({1, 3, 3, 1}, 1, 0));
  EXPECT_THAT(outcome.output, ElementsAre(-23, -34, -19, -28, -40, -22, -11, -16, -7));
}

TEST(Conv2DTest, StridesAndDilation) {
  Conv2DOptions options = kSame;
  options.stride_width = options.stride_height = 2;
  const Value ones = Weights({1, 3, 3, 1}, {1}, 0, {1, 1, 1, 1, 1, 1, 1, 1, 1});
  EXPECT_THAT(Compute(options, {kInput, ones}, Int8({1, 2, 2, 1}, 1, 0)).output, ElementsAre(12, 16, 24, 28));
  options = kValid;
  options.dilation_width = options.dilation_height = 2;
  EXPECT_THAT(
      Compute(options, {kInput, Weights({1, 2, 2, 1}, {1}, 0, {1, 2, 3, 4})}, Int8({1, 1, 1, 1}, 1, 0))
          .output,
      ElementsAre(1 + 6 + 21 + 36));
}

TEST(Conv2DTest, EveryChannelHasItsScale) {
  // 5 and 10 by scales of 1/2 and 1/4 over 1/2: 5 and 5; activations clamp at 6 / 0.5 + 1 = 13 and 0 + 1 = 1.
  const Value input = Int8({1, 1, 2, 1}, 1, 0, {5, -100});
  const Value weights = Weights({2, 1, 1, 1}, {0.5f, 0.25f}, 0, {1, 2});
  EXPECT_THAT(Compute(kSame, {input, weights}, Int8({1, 1, 2, 2}, 0.5f, 1)).output,
              ElementsAre(6, 6, -99, -99));
  Conv2DOptions relu6 = kSame;
  relu6.activation = Activation::kRelu6;
  const Value larger = Int8({1, 1, 2, 1}, 1, 0, {50, -100});
  EXPECT_THAT(Compute(relu6, {larger, weights}, Int8({1, 1, 2, 2}, 0.5f, 1)).output,
              ElementsAre(13, 13, 1, 1));
}

TEST(Conv2DTest, OneScaleMayServeAllChannels) {
  const Value input = Int8({1, 1, 1, 1}, 1, 0, {5});
  const Value weights = Weights({2, 1, 1, 1}, {0.5f}, 0, {2, 4});
  EXPECT_THAT(Compute(kSame, {input, weights}, Int8({1, 1, 1, 2}, 1, 0)).output, ElementsAre(5, 10));
}

TEST(Conv2DTest, GroupsSeeOnlyTheirChannels) {
  const Value input = Int8({1, 1, 1, 4}, 1, 0, {1, 2, 3, 4});
  const Value weights = Weights({2, 1, 1, 2}, {1}, 0, {1, 1, 1, 1});
  EXPECT_THAT(Compute(kSame, {input, weights}, Int8({1, 1, 1, 2}, 1, 0)).output, ElementsAre(3, 7));
}

TEST(Conv2DTest, BatchesAreIndependent) {
  const Value input = Int8({2, 1, 1, 2}, 1, 0, {1, 2, 3, 4});
  const Value weights = Weights({1, 1, 1, 2}, {1}, 0, {1, 10});
  EXPECT_THAT(Compute(kSame, {input, weights}, Int8({2, 1, 1, 1}, 1, 0)).output, ElementsAre(21, 43));
}

TEST(Conv2DTest, Int4WeightsAreReadInPlace) {
  // Of two channels, so that the second starts in the middle of a byte.
  const Value weights = Int4Weights({2, 1, 1, 3}, {1, 1}, 0, {-8, 7, 1, 2, -1, 0});
  const Value input = Int8({1, 1, 1, 3}, 1, 0, {1, 2, 3});
  EXPECT_THAT(Compute(kSame, {input, weights}, Int8({1, 1, 1, 2}, 1, 0)).output, ElementsAre(9, 0));
}

TEST(Conv2DTest, TheBiasDecidesTheSumsOfInt16) {
  const Value input = Int16({1, 1, 1, 1}, 1, {300});
  const Value weights = Weights({1, 1, 1, 1}, {1.0f - 0x1p-20f}, 0, {100});
  const auto compute = [&](const std::vector<Value>& inputs) {
    return Compute(kSame, inputs, Int16({1, 1, 1, 1}, 1)).output_as<int16_t>();
  };
  // 30000 * (1 - 2^-20) with a multiplier of 31 bits, and with one of 15 bits: 1 - 2^-15.
  EXPECT_THAT(compute({input, weights}), ElementsAre(29999));
  EXPECT_THAT(compute({input, weights, Bias({0})}), ElementsAre(30000));
  EXPECT_THAT(compute({input, weights, Int64Bias({0})}), ElementsAre(29999));
}

TEST(Conv2DTest, Float) {
  const Value input = Float({1, 1, 2, 1}, {1.5f, -8.0f});
  const Value weights = Float({1, 1, 1, 1}, {2.0f});
  EXPECT_THAT(Compute(kSame, {input, weights, Float({1}, {0.25f})}, Float({1, 1, 2, 1})).output_as<float>(),
              ElementsAre(3.25f, -15.75f));
}

TEST(Conv2DTest, RefusesContradictions) {
  const Value weights = Weights({1, 1, 1, 1}, {1}, 0, {1});
  const Value output = Int8({1, 3, 3, 1}, 1, 0);
  EXPECT_EQ(Compute(kSame, {kInput, weights}, output).status, Status::kOk);
  EXPECT_EQ(Compute(kSame, {kInput}, output).status, Status::kOperandCount);
  EXPECT_EQ(Compute(kSame, {kInput, weights}, Int8({1, 3, 3, 2}, 1, 0)).status, Status::kBadShape);
  EXPECT_EQ(Compute(kSame, {kInput, weights}, Int8({2, 3, 3, 1}, 1, 0)).status, Status::kBadShape);
  EXPECT_EQ(Compute(kSame, {kInput, weights}, Int8({9, 1}, 1, 0)).status, Status::kBadShape);
  EXPECT_EQ(Compute(kSame, {kInput, weights, Bias({1, 2})}, output).status, Status::kBadShape);
  EXPECT_EQ(Compute(kSame, {kInput, weights, Int8({1}, 1, 0, {1})}, output).status, Status::kUnsupportedType);
  EXPECT_EQ(Compute(kSame, {kInput, Int8({1, 1, 1, 1}, 1, 1, {1})}, output).status, Status::kBadQuantization);
  Conv2DOptions unknown = kSame;
  unknown.activation = static_cast<Activation>(6);
  EXPECT_EQ(Compute(unknown, {kInput, weights}, output).status, Status::kUnsupportedOption);
}

}  // namespace
}  // namespace assay::kernels
