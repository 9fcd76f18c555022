#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Int8;
using testing::Value;

testing::Outcome Compute(const Pool2DOptions& options, const Value& input, const Value& output) {
  return testing::RunKernel(kReference, Opcode::kAveragePool2D, options, {input}, output);
}

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

}  // namespace
}  // namespace assay::kernels
