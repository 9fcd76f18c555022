#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Int32Constant;
using testing::Int8;
using testing::Value;

testing::Outcome Compute(const GatherOptions& options, const Value& indices,
                         const std::vector<int32_t>& output) {
  return testing::RunKernel(kReference, Opcode::kGather, options,
                            {Int8({2, 3}, 1, 0, {1, 2, 3, 4, 5, 6}), indices}, Int8(output, 1, 0));
}

TEST(GatherTest, TakesSlices) {
  EXPECT_THAT(Compute({.axis = -1, .batch_dims = 0}, Int32Constant({2}, {2, 0}), {2, 2}).output,
              ElementsAre(3, 1, 6, 4));
  EXPECT_THAT(Compute({.axis = 1, .batch_dims = 1}, Int32Constant({2, 1}, {2, 0}), {2, 1}).output,
              ElementsAre(3, 4));
}

TEST(GatherTest, RefusesIndicesOutOfRange) {
  for (const int32_t index : {-1, 3, 2147483647}) {
    Value indices = Int32Constant({2}, {0, index});
    EXPECT_EQ(Compute({.axis = 1, .batch_dims = 0}, indices, {2, 2}).status, Status::kIndexOutOfRange);
    indices.constant = false;
    EXPECT_EQ(Compute({.axis = 1, .batch_dims = 0}, indices, {2, 2}).status, Status::kIndexOutOfRange);
  }
}

TEST(GatherTest, RefusesWhatDoesNotFit) {
  const Value indices = Int32Constant({2}, {0, 1});
  EXPECT_EQ(Compute({.axis = 2, .batch_dims = 0}, indices, {2, 2}).status, Status::kIndexOutOfRange);
  EXPECT_EQ(Compute({.axis = 0, .batch_dims = 1}, indices, {2, 3}).status, Status::kUnsupportedOption);
  EXPECT_EQ(Compute({.axis = 1, .batch_dims = -2}, indices, {2, 2}).status, Status::kUnsupportedOption);
  EXPECT_EQ(Compute({.axis = 1, .batch_dims = 0}, indices, {2, 3}).status, Status::kBadShape);
  EXPECT_EQ(Compute({.axis = 1, .batch_dims = 1}, Int32Constant({1, 1}, {0}), {2, 1}).status,
            Status::kBadShape);
}

}  // namespace
}  // namespace assay::kernels
