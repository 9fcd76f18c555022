#include "kernels/operators/transpose_conv.h"

#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using testing::Bias;
using ::testing::ElementsAre;
using testing::Float;
using testing::Int16;
using testing::Int64Bias;
using testing::Int8;
using testing::Value;
using testing::Weights;

constexpr TransposeConvOptions kValid = {Padding::kValid, Activation::kNone, 2, 2};
constexpr TransposeConvOptions kSame = {Padding::kSame, Activation::kNone, 2, 2};
const Value kShape = Bias({1, 1, 5, 1});

testing::Outcome Compute(const TransposeConvOptions& options, const std::vector<Value>& inputs,
                         const Value& output) {
  return testing::RunKernel(kReference, Opcode::kTransposeConv, options, inputs, output);
}

TEST(TransposeConvTest, SpreadsEveryElementOverAWindow) {
  const Value weights = Weights({1, 1, 3, 1}, {1}, 0, {1, 2, 3});
  const Value input = Int8({1, 1, 2, 1}, 1, 1, {11, 2});  // real 10 1
  EXPECT_THAT(Compute(kValid, {kShape, weights, input}, Int8({1, 1, 5, 1}, 1, 0)).output,
              ElementsAre(10, 20, 31, 2, 3));
  // SAME cuts off what is beyond the output: here one element at the end.
  EXPECT_THAT(Compute(kSame, {kShape, weights, input}, Int8({1, 1, 4, 1}, 1, 0)).output,
              ElementsAre(10, 20, 31, 2));
}

TEST(TransposeConvTest, ChannelsBiasAndScales) {
  const Value weights = Weights({2, 1, 1, 2}, {1, 0.5f}, 0, {1, -1, 2, 2});
  const Value input = Int8({1, 1, 1, 2}, 1, 0, {5, 3});
  constexpr TransposeConvOptions kOne = {Padding::kValid, Activation::kNone, 1, 1};
  EXPECT_THAT(Compute(kOne, {kShape, weights, input, Bias({10, 20})}, Int8({1, 1, 1, 2}, 1, -1)).output,
              ElementsAre(11, 17));
}

TEST(TransposeConvTest, Int16AndFloat) {
  const Value weights = Weights({1, 1, 3, 1}, {1}, 0, {1, 2, 3});
  const Value input = Int16({1, 1, 2, 1}, 1, {1000, 100});
  const Value output = Int16({1, 1, 5, 1}, 1);
  EXPECT_THAT(Compute(kValid, {kShape, weights, input, Int64Bias({-1})}, output).output_as<int16_t>(),
              ElementsAre(999, 1999, 3099, 199, 299));
  Value narrow = Int16({1}, 1, {7});
  EXPECT_THAT(Compute(kValid, {kShape, weights, input, narrow}, output).output_as<int16_t>(),
              ElementsAre(1007, 2007, 3107, 207, 307));
  EXPECT_THAT(Compute(kValid, {kShape, Float({1, 1, 3, 1}, {1, 2, 3}), Float({1, 1, 2, 1}, {0.5f, 4})},
                      Float({1, 1, 5, 1}))
                  .output_as<float>(),
              ElementsAre(0.5f, 1.0f, 5.5f, 8.0f, 12.0f));
}

TEST(TransposeConvTest, RefusesContradictions) {
  const Value weights = Weights({1, 1, 3, 1}, {1}, 0, {1, 2, 3});
  const Value input = Int8({1, 1, 2, 1}, 1, 0, {1, 2});
  const Value output = Int8({1, 1, 5, 1}, 1, 0);
  EXPECT_EQ(Compute(kValid, {kShape, weights, input}, output).status, Status::kOk);
  EXPECT_EQ(Compute(kValid, {kShape, weights, input}, Int8({1, 1, 7, 1}, 1, 0)).status, Status::kBadShape);
  EXPECT_EQ(Compute(kValid, {kShape, weights, input}, Int8({1, 1, 5, 2}, 1, 0)).status, Status::kBadShape);
  EXPECT_EQ(Compute(kValid, {kShape, weights, input}, Int8({2, 1, 5, 1}, 1, 0)).status, Status::kBadShape);
  EXPECT_EQ(Compute(kValid, {kShape, weights, input}, Int8({5, 1}, 1, 0)).status, Status::kBadShape);
  EXPECT_EQ(
      Compute(kValid, {kShape, Weights({1, 1, 3, 2}, {1}, 0, {1, 2, 3, 4, 5, 6}), input}, output).status,
      Status::kBadShape);
  EXPECT_EQ(Compute(kValid, {kShape, weights, input, Int64Bias({1})}, output).status,
            Status::kUnsupportedType);
  TransposeConvOptions options = kValid;
  options.stride_width = 0;
  EXPECT_EQ(Compute(options, {kShape, weights, input}, output).status, Status::kUnsupportedOption);
}

}  // namespace
}  // namespace assay::kernels
