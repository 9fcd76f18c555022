#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Int32Constant;
using testing::Int8;
using testing::Value;

testing::Outcome Compute(const std::vector<Value>& inputs, const Value& output) {
  return testing::RunKernel(kReference, Opcode::kPadv2, 0, inputs, output);
}

TEST(PadTest, PadsWithTheZeroPointOrAValue) {
  const Value input = Int8({2}, 1, 5, {1, 2});
  const Value paddings = Int32Constant({1, 2}, {1, 2});
  EXPECT_THAT(Compute({input, paddings}, Int8({5}, 1, 5)).output, ElementsAre(5, 1, 2, 5, 5));
  EXPECT_THAT(Compute({input, paddings, Int8({}, 1, 5, {9})}, Int8({5}, 1, 5)).output,
              ElementsAre(9, 1, 2, 9, 9));
}

TEST(PadTest, NegativePaddingsNeverReadOutside) {
  const Value input = Int8({2}, 1, 0, {1, 2});
  EXPECT_THAT(Compute({input, Int32Constant({1, 2}, {-3, 4})}, Int8({3}, 1, 0)).output, ElementsAre(0, 0, 0));
  EXPECT_THAT(Compute({input, Int32Constant({1, 2}, {-2147483647, 2147483647})}, Int8({2}, 1, 0)).output,
              ElementsAre(0, 0));
}

TEST(PadTest, RefusesWhatDoesNotAddUp) {
  const Value input = Int8({2}, 1, 0, {1, 2});
  EXPECT_EQ(Compute({input, Int32Constant({1, 2}, {1, 1})}, Int8({3}, 1, 0)).status, Status::kBadShape);
  EXPECT_EQ(Compute({input, Int32Constant({2}, {2147483647, 2147483647})}, Int8({2}, 1, 0)).status,
            Status::kBadShape);
  EXPECT_EQ(Compute({input, Int32Constant({1}, {1})}, Int8({3}, 1, 0)).status, Status::kBadShape);
  EXPECT_EQ(Compute({input, testing::Bias({1, 1})}, Int8({4}, 1, 0)).status, Status::kUnsupportedShape);
  EXPECT_EQ(Compute({input, Int32Constant({1, 2}, {1, 1}), Int8({1}, 2, 0, {9})}, Int8({4}, 1, 0)).status,
            Status::kBadQuantization);
}

}  // namespace
}  // namespace assay::kernels
