#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Int32Constant;
using testing::Int8;
using testing::Value;

testing::Outcome Compute(const Value& permutation, const std::vector<int32_t>& output) {
  return testing::RunKernel(kReference, Opcode::kTranspose, 0,
                            {Int8({2, 3}, 1, 0, {1, 2, 3, 4, 5, 6}), permutation}, Int8(output, 1, 0));
}

TEST(TransposeTest, ExchangesDimensions) {
  EXPECT_THAT(Compute(Int32Constant({2}, {1, 0}), {3, 2}).output, ElementsAre(1, 4, 2, 5, 3, 6));
}

TEST(TransposeTest, RefusesWhatIsNoPermutation) {
  EXPECT_EQ(Compute(Int32Constant({2}, {1, 2}), {3, 2}).status, Status::kIndexOutOfRange);
  EXPECT_EQ(Compute(Int32Constant({2}, {-1, 0}), {3, 2}).status, Status::kIndexOutOfRange);
  EXPECT_EQ(Compute(Int32Constant({2}, {0, 0}), {2, 2}).status, Status::kUnsupportedOption);
  EXPECT_EQ(Compute(Int32Constant({1}, {0}), {2}).status, Status::kBadShape);
  EXPECT_EQ(Compute(Int32Constant({2}, {1, 0}), {2, 3}).status, Status::kBadShape);
  EXPECT_EQ(Compute(testing::Bias({1, 0}), {3, 2}).status, Status::kUnsupportedShape);
}

}  // namespace
}  // namespace assay::kernels
