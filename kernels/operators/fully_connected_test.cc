#include <gmock/gmock.h>

#include <limits>

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

constexpr FullyConnectedOptions kPlain = {Activation::kNone, 0, false};

testing::Outcome Compute(const FullyConnectedOptions& options, const std::vector<Value>& inputs,
                         const Value& output) {
  return testing::RunKernel(kReference, Opcode::kFullyConnected, options, inputs, output);
}

const Value kInput = Int8({2, 3}, 1, 1, {2, 3, 4, 5, 6, 7});  // real 1 2 3, 4 5 6

TEST(FullyConnectedTest, MultipliesEveryBatch) {
  const Value weights = Weights({2, 3}, {0.5f}, 0, {1, 1, 1, 1, 2, 3});
  EXPECT_THAT(Compute(kPlain, {kInput, weights, Bias({2, 0}, {0.5f})}, Int8({2, 2}, 0.5f, -1)).output,
              ElementsAre(7, 13, 16, 31));
}

TEST(FullyConnectedTest, OutputsMayHaveTheirScales) {
  const Value weights = Weights({2, 3}, {1.0f, 0.5f}, 0, {1, 1, 1, 1, 1, 1});
  EXPECT_THAT(Compute(kPlain, {kInput, weights}, Int8({2, 2}, 1, 0)).output,
              ElementsAre(6, 3, 15, 8));  // 7.5 -> 8
}

TEST(FullyConnectedTest, AbsentBiasAndActivation) {
  const Value weights = Weights({1, 3}, {1}, 0, {-1, -1, 1});
  const Value absent = {.dims = {}, .type = Type::kNone};
  EXPECT_THAT(Compute(kPlain, {kInput, weights, absent}, Int8({2, 1}, 1, 0)).output, ElementsAre(0, -3));
  EXPECT_THAT(Compute({Activation::kRelu, 0, false}, {kInput, weights, absent}, Int8({2, 1}, 1, 0)).output,
              ElementsAre(0, 0));
}

TEST(FullyConnectedTest, FlattensItsInput) {
  const Value input = Int8({1, 1, 3, 1}, 1, 0, {1, 2, 3});
  EXPECT_THAT(Compute(kPlain, {input, Weights({1, 3}, {1}, 0, {1, 1, 1})}, Int8({1, 1}, 1, 0)).output,
              ElementsAre(6));
}

TEST(FullyConnectedTest, TheProductOfTheScalesIsExact) {
  // Rounded to float it would give another multiplier of 15 bits, and 17282.
  const Value input = Int16({1, 1}, 0x1.7fap+0f, {32767});
  const Value weights = Weights({1, 1}, {0x1.3e28p+0f}, 0, {127});
  EXPECT_THAT(Compute(kPlain, {input, weights}, Int16({1, 1}, 0x1.c06d48p+8f)).output_as<int16_t>(),
              ElementsAre(17283));
}

TEST(FullyConnectedTest, WeightsMayHaveAZeroPoint) {
  const Value weights = Int8({1, 3}, 1, 4, {5, 3, 4});  // real 1 -1 0
  EXPECT_THAT(Compute(kPlain, {kInput, weights}, Int8({2, 1}, 1, 0)).output, ElementsAre(-1, -1));
}

TEST(FullyConnectedTest, Int4WeightsAreReadInPlace) {
  const Value weights = Int4Weights({2, 3}, {0.5f}, 0, {1, -8, 7, 0, -1, 2});
  EXPECT_THAT(Compute(kPlain, {kInput, weights}, Int8({2, 2}, 0.5f, 0)).output, ElementsAre(6, 4, 6, 7));
}

TEST(FullyConnectedTest, Int16SumsIn64Bits) {
  const Value input = Int16({1, 2}, 1.0f, {32767, -32768});
  const Value weights = Weights({1, 2}, {1.0f}, 0, {127, -127});
  const Value bias = Int64Bias({INT64_C(1) << 40}, {1.0f});
  const auto outcome = Compute(kPlain, {input, weights, bias}, Int16({1, 1}, 0x1p27f));
  EXPECT_THAT(outcome.output_as<int16_t>(), ElementsAre(8192));  // (2^40 + 8322945) / 2^27
}

TEST(FullyConnectedTest, FloatClampsToFiniteNumbers) {
  const Value input = Float({1, 2}, {1e38f, 2.0f});
  const Value weights = Float({2, 2}, {1e38f, 0.0f, 0.0f, 3.0f});
  EXPECT_THAT(Compute(kPlain, {input, weights, Float({2}, {1.0f, -2.0f})}, Float({1, 2})).output_as<float>(),
              ElementsAre(std::numeric_limits<float>::max(), 4.0f));
}

TEST(FullyConnectedTest, RefusesABiasOfAnotherScale) {
  const Value weights = Weights({2, 3}, {0.5f}, 0, {1, 1, 1, 1, 1, 1});
  const auto status = [&](float bias_scale) {
    return Compute(kPlain, {kInput, weights, Bias({0, 0}, {bias_scale})}, Int8({2, 2}, 1, 0)).status;
  };
  EXPECT_EQ(status(0.5f), Status::kOk);
  EXPECT_EQ(status(0.515f), Status::kOk);
  EXPECT_EQ(status(0.525f), Status::kBadQuantization);
  EXPECT_EQ(status(0.475f), Status::kBadQuantization);
}

TEST(FullyConnectedTest, RefusesContradictions) {
  const Value weights = Weights({2, 3}, {1}, 0, {1, 1, 1, 1, 1, 1});
  EXPECT_EQ(Compute(kPlain, {kInput, weights}, Int8({2, 2}, 1, 0)).status, Status::kOk);
  EXPECT_EQ(Compute(kPlain, {kInput, weights}, Int8({3, 2}, 1, 0)).status, Status::kBadShape);
  EXPECT_EQ(Compute(kPlain, {kInput, weights}, Int8({2, 3}, 1, 0)).status, Status::kBadShape);
  EXPECT_EQ(Compute(kPlain, {kInput, weights}, Int8({}, 1, 0)).status, Status::kBadShape);
  EXPECT_EQ(Compute({Activation::kNone, 1, false}, {kInput, weights}, Int8({2, 2}, 1, 0)).status,
            Status::kUnsupportedOption);
}

}  // namespace
}  // namespace assay::kernels
