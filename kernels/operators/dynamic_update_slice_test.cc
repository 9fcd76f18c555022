#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Int32Constant;
using testing::Int8;
using testing::Value;

testing::Outcome Compute(const Value& update, const std::vector<int32_t>& begin) {
  return testing::RunKernel(kReference, Opcode::kDynamicUpdateSlice, 0,
                            {Int8({2, 3}, 1, 0, {1, 2, 3, 4, 5, 6}), update, testing::Bias(begin)},
                            Int8({2, 3}, 1, 0));
}

TEST(DynamicUpdateSliceTest, OverwritesABoxAndKeepsItInside) {
  const Value update = Int8({2, 1}, 1, 0, {8, 9});
  EXPECT_THAT(Compute(update, {0, 1}).output, ElementsAre(1, 8, 3, 4, 9, 6));
  EXPECT_THAT(Compute(update, {5, 2147483647}).output, ElementsAre(1, 2, 8, 4, 5, 9));
  EXPECT_THAT(Compute(update, {-1, -2147483647}).output, ElementsAre(8, 2, 3, 9, 5, 6));
}

TEST(DynamicUpdateSliceTest, RefusesWhatDoesNotFit) {
  EXPECT_EQ(Compute(Int8({3, 1}, 1, 0, {7, 8, 9}), {0, 0}).status, Status::kBadShape);
  EXPECT_EQ(Compute(Int8({2}, 1, 0, {8, 9}), {0, 0}).status, Status::kBadShape);
  EXPECT_EQ(Compute(Int8({2, 1}, 1, 0, {8, 9}), {0}).status, Status::kBadShape);
}

}  // namespace
}  // namespace assay::kernels
