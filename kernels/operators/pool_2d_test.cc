#include <gmock/gmock.h>

#include <limits>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Float;
using testing::Int16;
using testing::Int8;
using testing::Value;

testing::Outcome Compute(const Pool2DOptions& options, const Value& input, const Value& output,
                         Opcode opcode = Opcode::kAveragePool2D) {
  return testing::RunKernel(kReference, opcode, options, {input}, output);
}

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

TEST(AveragePool2DTest, RoundsHalfAwayFromZero) {
  const Pool2DOptions options = {Padding::kValid, Activation::kNone, 2, 1, 2, 1};
  const Value input = Int8({1, 1, 4, 2}, 1, 0, {1, -1, 2, -2, 1, -1, 1, -1});
  EXPECT_THAT(Compute(options, input, Int8({1, 1, 2, 2}, 1, 0)).output, ElementsAre(2, -2, 1, -1));
}

TEST(AveragePool2DTest, PaddingDoesNotCount) {
  const Pool2DOptions options = {Padding::kSame, Activation::kNone, 1, 1, 3, 3};
  const Value input = Int8({1, 2, 2, 1}, 1, 5, {4, 8, 12, 16});
  EXPECT_THAT(Compute(options, input, Int8({1, 2, 2, 1}, 1, 5)).output, ElementsAre(10, 10, 10, 10));
}

TEST(AveragePool2DTest, AHugeWindowIsCutToTheInput) {
  const Pool2DOptions options = {Padding::kSame, Activation::kNone, 1, 1, 1 << 29, 1 << 29};
  EXPECT_THAT(Compute(options, Int8({1, 1, 1, 1}, 1, 0, {7}), Int8({1, 1, 1, 1}, 1, 0)).output,
              ElementsAre(7));
}

TEST(AveragePool2DTest, ActivationsClampAndQuantisationMustAgree) {
  const Pool2DOptions options = {Padding::kValid, Activation::kRelu6, 1, 1, 1, 1};
  const Value input = Int8({1, 1, 3, 1}, 0.5f, -2, {-10, 5, 20});
  EXPECT_THAT(Compute(options, input, Int8({1, 1, 3, 1}, 0.5f, -2)).output, ElementsAre(-2, 5, 10));
  EXPECT_EQ(Compute(options, input, Int8({1, 1, 3, 1}, 0.5f, -1)).status, Status::kBadQuantization);
  EXPECT_EQ(Compute(options, input, Int8({1, 1, 3, 1}, 0.6f, -2)).status, Status::kBadQuantization);
  EXPECT_EQ(Compute(options, input, Int8({1, 1, 3, 2}, 0.5f, -2)).status, Status::kBadShape);
}

TEST(AveragePool2DTest, Int16AndFloat) {
  const Pool2DOptions options = {Padding::kValid, Activation::kNone, 2, 1, 2, 1};
  EXPECT_THAT(Compute(options, Int16({1, 1, 4, 1}, 1, {32767, 32766, -32768, -32767}), Int16({1, 1, 2, 1}, 1))
                  .output_as<int16_t>(),
              ElementsAre(32767, -32768));
  EXPECT_THAT(Compute(options, Float({1, 1, 4, 1}, {1.0f, 0.5f, kInfinity, 1.0f}), Float({1, 1, 2, 1}))
                  .output_as<float>(),
              ElementsAre(0.75f, std::numeric_limits<float>::max()));
  EXPECT_EQ(Compute(options, Float({1, 1, 4, 1}, {1, 2, 3, 4}), Int8({1, 1, 2, 1}, 1, 0)).status,
            Status::kUnsupportedType);
}

TEST(MaxPool2DTest, TakesTheLargest) {
  const Pool2DOptions options = {Padding::kSame, Activation::kRelu6, 2, 1, 2, 2};
  const Value input = Int8({1, 2, 3, 1}, 1, -1, {-128, -127, 3, -126, -125, 8});
  EXPECT_THAT(Compute(options, input, Int8({1, 2, 2, 1}, 1, -1), Opcode::kMaxPool2D).output,
              ElementsAre(-1, 5, -1, 5));
}

TEST(MaxPool2DTest, PassesOverNans) {
  const Pool2DOptions options = {Padding::kValid, Activation::kNone, 2, 1, 2, 1};
  const Value input = Float({1, 1, 6, 1}, {kNan, -2.0f, -3.0f, kNan, -kInfinity, kNan});
  EXPECT_THAT(Compute(options, input, Float({1, 1, 3, 1}), Opcode::kMaxPool2D).output_as<float>(),
              ElementsAre(-2.0f, -3.0f, std::numeric_limits<float>::lowest()));
}

TEST(L2Pool2DTest, IsTheRootOfTheMeanSquare) {
  const Pool2DOptions options = {Padding::kValid, Activation::kNone, 2, 1, 2, 1};
  const Value input = Float({1, 1, 6, 1}, {1.0f, -7.0f, 0.0f, 0.0f, 1e30f, 1.0f});
  EXPECT_THAT(Compute(options, input, Float({1, 1, 3, 1}), Opcode::kL2Pool2D).output_as<float>(),
              ElementsAre(5.0f, 0.0f, std::numeric_limits<float>::max()));
}

}  // namespace
}  // namespace assay::kernels
