#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Int32Constant;
using testing::Int8;
using testing::Value;

testing::Outcome Compute(const Value& indices, const std::vector<int32_t>& output) {
  return testing::RunKernel(kReference, Opcode::kGatherNd, 0,
                            {Int8({2, 3}, 1, 0, {1, 2, 3, 4, 5, 6}), indices}, Int8(output, 1, 0));
}

TEST(GatherNdTest, TakesElementsOrSlices) {
  EXPECT_THAT(Compute(Int32Constant({2, 2}, {1, 0, 0, 2}), {2}).output, ElementsAre(4, 3));
  EXPECT_THAT(Compute(Int32Constant({1, 1}, {1}), {1, 3}).output, ElementsAre(4, 5, 6));
}

TEST(GatherNdTest, AsksOnlyThatThePlaceAsAWholeLiesInside) {
  EXPECT_THAT(Compute(Int32Constant({2}, {0, 5}), {}).output, ElementsAre(6));
  for (const std::vector<int32_t>& tuple :
       std::vector<std::vector<int32_t>>{{0, 6}, {0, -1}, {-1, 2}, {2, 0}, {2147483647, 2147483647}}) {
    Value indices = Int32Constant({2}, tuple);
    EXPECT_EQ(Compute(indices, {}).status, Status::kIndexOutOfRange);
    indices.constant = false;
    EXPECT_EQ(Compute(indices, {}).status, Status::kIndexOutOfRange);
  }
}

TEST(GatherNdTest, RefusesWhatDoesNotFit) {
  EXPECT_EQ(Compute(Int32Constant({3}, {0, 0, 0}), {}).status, Status::kBadShape);
  EXPECT_EQ(Compute(Int32Constant({1}, {0}), {2}).status, Status::kBadShape);
  EXPECT_EQ(Compute(Int32Constant({}, {0}), {3}).status, Status::kBadShape);
}

}  // namespace
}  // namespace assay::kernels
