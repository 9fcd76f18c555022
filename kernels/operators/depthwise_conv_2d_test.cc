#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using testing::Bias;
using ::testing::ElementsAre;
using testing::Int8;
using testing::Value;
using testing::Weights;

testing::Outcome Compute(const DepthwiseConv2DOptions& options, const std::vector<Value>& inputs,
                         const Value& output) {
  return testing::RunKernel(kReference, Opcode::kDepthwiseConv2D, options, inputs, output);
}

constexpr DepthwiseConv2DOptions kSame = {Padding::kSame, Activation::kNone, 1, 1, 1, 1, 1};
constexpr DepthwiseConv2DOptions kValid = {Padding::kValid, Activation::kNone, 1, 1, 1, 1, 1};

// Two channels: 1 ... 4 and their tenfold.
const Value kInput = Int8({1, 2, 2, 2}, 1, 0, {1, 10, 2, 20, 3, 30, 4, 40});

TEST(DepthwiseConv2DTest, ChannelsDoNotMix) {
  const Value weights = Weights({1, 2, 2, 2}, {1}, 3, {1, 0, 1, 0, 1, 0, 1, 1});
  EXPECT_THAT(Compute(kValid, {kInput, weights, Bias({0, 2})}, Int8({1, 1, 1, 2}, 1, 0)).output,
              ElementsAre(10, 42));
}

TEST(DepthwiseConv2DTest, EveryChannelHasItsScale) {
  const Value weights = Weights({1, 1, 1, 2}, {1.0f, 0.1f}, 3, {1, 2});
  EXPECT_THAT(Compute(kSame, {kInput, weights}, Int8({1, 2, 2, 2}, 1, -1)).output,
              ElementsAre(0, 1, 1, 3, 2, 5, 3, 7));
}

TEST(DepthwiseConv2DTest, SeveralOutputsAChannel) {
  DepthwiseConv2DOptions options = kSame;
  options.depth_multiplier = 2;
  const Value input = Int8({1, 1, 1, 2}, 1, 0, {3, 5});
  const Value weights = Weights({1, 1, 1, 4}, {1}, 3, {1, 2, 3, 4});
  EXPECT_THAT(Compute(options, {input, weights}, Int8({1, 1, 1, 4}, 1, 0)).output, ElementsAre(3, 6, 15, 20));
}

TEST(DepthwiseConv2DTest, PaddingStridesAndDilation) {
  const Value input = Int8({1, 3, 3, 1}, 1, 1, {1, 2, 3, 4, 5, 6, 7, 8, 9});  // real 0 ... 8
  const Value ones = Weights({1, 3, 3, 1}, {1}, 3, {1, 1, 1, 1, 1, 1, 1, 1, 1});
  EXPECT_THAT(Compute(kSame, {input, ones}, Int8({1, 3, 3, 1}, 1, 0)).output,
              ElementsAre(8, 15, 12, 21, 36, 27, 20, 33, 24));
  DepthwiseConv2DOptions strided = kSame;
  strided.stride_width = strided.stride_height = 2;
  EXPECT_THAT(Compute(strided, {input, ones}, Int8({1, 2, 2, 1}, 1, 0)).output, ElementsAre(8, 12, 20, 24));
  DepthwiseConv2DOptions dilated = kSame;
  dilated.dilation_width = dilated.dilation_height = 2;
  // Only corners reach corners; the middle sees all but nothing of its neighbours.
  EXPECT_THAT(Compute(dilated, {input, ones}, Int8({1, 3, 3, 1}, 1, 0)).output,
              ElementsAre(16, 8, 16, 8, 4, 8, 16, 8, 16));
}

TEST(DepthwiseConv2DTest, RefusesContradictions) {
  const Value weights = Weights({1, 1, 1, 2}, {1}, 3, {1, 1});
  const Value output = Int8({1, 2, 2, 2}, 1, 0);
  EXPECT_EQ(Compute(kSame, {kInput, weights}, output).status, Status::kOk);
  DepthwiseConv2DOptions twice = kSame;
  twice.depth_multiplier = 2;
  EXPECT_EQ(Compute(twice, {kInput, weights}, output).status, Status::kBadShape);
  EXPECT_EQ(Compute(kSame, {kInput, Weights({2, 1, 1, 2}, {1}, 3, {1, 1, 1, 1})}, output).status,
            Status::kBadShape);
  EXPECT_EQ(
      Compute(kSame, {kInput, Weights({1, 1, 1, 3}, {1}, 3, {1, 1, 1})}, Int8({1, 2, 2, 3}, 1, 0)).status,
      Status::kBadShape);
  EXPECT_EQ(Compute(kSame, {kInput, Weights({1, 1, 1, 2}, {1, 1}, 0, {1, 1})}, output).status,
            Status::kBadQuantization);
}

}  // namespace
}  // namespace assay::kernels
