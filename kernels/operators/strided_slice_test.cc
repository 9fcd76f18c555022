#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Int32Constant;
using testing::Int8;
using testing::Value;

constexpr StridedSliceOptions kShrink = {0, 0, 1};

testing::Outcome Compute(int32_t begin, int32_t end, int32_t stride, const std::vector<int32_t>& output,
                         const StridedSliceOptions& options = {}) {
  return testing::RunKernel(kReference, Opcode::kStridedSlice, options,
                            {Int8({5}, 1, 0, {1, 2, 3, 4, 5}), Int32Constant({1}, {begin}),
                             Int32Constant({1}, {end}), Int32Constant({1}, {stride})},
                            Int8(output, 1, 0));
}

TEST(StridedSliceTest, GoesForwardsAndBackwards) {
  EXPECT_THAT(Compute(1, 5, 2, {2}).output, ElementsAre(2, 4));
  EXPECT_THAT(Compute(-1, -6, -2, {3}).output, ElementsAre(5, 3, 1));
  EXPECT_THAT(Compute(-100, 100, 1, {5}).output, ElementsAre(1, 2, 3, 4, 5));
  EXPECT_THAT(Compute(2, 0, 1, {}, kShrink).output, ElementsAre(3));
}

TEST(StridedSliceTest, TakesStridesBeyondTheDimension) {
  EXPECT_THAT(Compute(1, 5, 2147483647, {1}).output, ElementsAre(2));
  EXPECT_THAT(Compute(3, -6, -2147483647 - 1, {1}).output, ElementsAre(4));
}

TEST(StridedSliceTest, RefusesWhatSelectsNothingOrTooMuch) {
  EXPECT_EQ(Compute(1, 5, 2, {3}).status, Status::kBadShape);
  EXPECT_EQ(Compute(3, 3, 1, {1}).status, Status::kBadShape);
  EXPECT_EQ(Compute(1, 5, 0, {2}).status, Status::kUnsupportedOption);
  EXPECT_EQ(Compute(5, 0, 1, {}, kShrink).status, Status::kIndexOutOfRange);
  EXPECT_EQ(Compute(2, 0, -1, {}, kShrink).status, Status::kUnsupportedOption);
}

TEST(StridedSliceTest, IgnoresPositionsOfDimensionsThatThereAreNot) {
  const auto compute = [](int32_t count) {
    const Value ones = Int32Constant({count}, {1, 1});
    return testing::RunKernel(kReference, Opcode::kStridedSlice, StridedSliceOptions{},
                              {Int8({2}, 1, 0, {3, 4}), ones, Int32Constant({2}, {2, 0}), ones},
                              Int8({1}, 1, 0));
  };
  EXPECT_THAT(compute(2).output, ElementsAre(4));
  EXPECT_EQ(compute(0).status, Status::kBadShape);
}

}  // namespace
}  // namespace assay::kernels
