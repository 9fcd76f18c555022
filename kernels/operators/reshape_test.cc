#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Int8;
using testing::Value;

testing::Outcome Compute(const Value& input, const Value& output) {
  return testing::RunKernel(kReference, Opcode::kReshape, 0, {input}, output);
}

TEST(ReshapeTest, CopiesWhatIsElsewhere) {
  EXPECT_THAT(Compute(Int8({4}, 1, 0, {1, 2, 3, 4}), Int8({2, 2}, 1, 0)).output, ElementsAre(1, 2, 3, 4));
}

TEST(ReshapeTest, RefusesOtherSizesAndTypes) {
  EXPECT_EQ(Compute(Int8({4}, 1, 0, {1, 2, 3, 4}), Int8({5}, 1, 0)).status, Status::kBadShape);
  EXPECT_EQ(Compute(Int8({4}, 1, 0, {1, 2, 3, 4}), {.dims = {1}, .type = Type::kInt32}).status,
            Status::kUnsupportedType);
}

testing::Outcome Squeeze(const std::vector<int32_t>& dims, const std::vector<int32_t>& output) {
  const SqueezeOptions options = {.dims = {dims.data(), static_cast<uint32_t>(dims.size())}};
  return testing::RunKernel(kReference, Opcode::kSqueeze, options, {Int8({1, 2, 1}, 1, 0, {1, 2})},
                            Int8(output, 1, 0));
}

testing::Outcome ExpandDims(const Value& axis, const std::vector<int32_t>& output) {
  return testing::RunKernel(kReference, Opcode::kExpandDims, 0, {Int8({2}, 1, 0, {1, 2}), axis},
                            Int8(output, 1, 0));
}

TEST(SqueezeTest, LeavesOutDimensionsOfLengthOne) {
  EXPECT_THAT(Squeeze({}, {2}).output, ElementsAre(1, 2));
  EXPECT_THAT(Squeeze({-1}, {1, 2}).output, ElementsAre(1, 2));
}

TEST(SqueezeTest, RefusesOtherDimensions) {
  EXPECT_EQ(Squeeze({}, {1, 2}).status, Status::kBadShape);
  EXPECT_EQ(Squeeze({0}, {2}).status, Status::kBadShape);
  EXPECT_EQ(Squeeze({1}, {1, 1}).status, Status::kBadShape);
  EXPECT_EQ(Squeeze({3}, {2}).status, Status::kIndexOutOfRange);
}

TEST(ExpandDimsTest, AddsADimensionOfLengthOne) {
  EXPECT_THAT(ExpandDims(testing::Int32Constant({1}, {-1}), {2, 1}).output, ElementsAre(1, 2));
  EXPECT_EQ(ExpandDims(testing::Int32Constant({1}, {0}), {2, 1}).status, Status::kBadShape);
  EXPECT_EQ(ExpandDims(testing::Int32Constant({1}, {-3}), {1, 2}).status, Status::kIndexOutOfRange);
  EXPECT_EQ(ExpandDims(testing::Bias({0}), {1, 2}).status, Status::kUnsupportedShape);
}

}  // namespace
}  // namespace assay::kernels
