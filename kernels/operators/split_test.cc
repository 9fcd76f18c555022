#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Int32Constant;
using testing::Int8;
using testing::PreparedKernel;
using testing::Value;

PreparedKernel Split(const Value& axis, const std::vector<Value>& outputs) {
  return {kReference, Opcode::kSplit, 0, {axis, Int8({2, 4}, 1, 0, {1, 2, 3, 4, 5, 6, 7, 8})}, outputs};
}

PreparedKernel SplitV(int32_t axis, const std::vector<Value>& outputs) {
  return {kReference,
          Opcode::kSplitV,
          0,
          {Int8({3}, 1, 0, {1, 2, 3}), Int32Constant({2}, {0, 0}), Int32Constant({}, {axis})},
          outputs};
}

PreparedKernel Unpack(const UnpackOptions& options, const std::vector<Value>& outputs) {
  return {kReference, Opcode::kUnpack, options, {Int8({2, 2}, 1, 0, {1, 2, 3, 4})}, outputs};
}

TEST(SplitTest, GivesEqualParts) {
  const Value half = Int8({2, 2}, 1, 0);
  PreparedKernel split = Split(Int32Constant({}, {-1}), {half, half});
  ASSERT_EQ(split.Run().status, Status::kOk);
  EXPECT_THAT(split.output(0), ElementsAre(1, 2, 5, 6));
  EXPECT_THAT(split.output(1), ElementsAre(3, 4, 7, 8));
}

TEST(SplitTest, RefusesWhatDoesNotFit) {
  const Value half = Int8({2, 2}, 1, 0);
  EXPECT_EQ(Split(Int32Constant({}, {2}), {half, half}).status(), Status::kIndexOutOfRange);
  EXPECT_EQ(Split(testing::Bias({1}), {half, half}).status(), Status::kUnsupportedShape);
  EXPECT_EQ(Split(Int32Constant({}, {1}), {half, half, half}).status(), Status::kBadShape);
  EXPECT_EQ(Split(Int32Constant({}, {1}), {Int8({2, 1}, 1, 0), Int8({2, 3}, 1, 0)}).status(),
            Status::kBadShape);
  EXPECT_EQ(Split(Int32Constant({}, {1}), {}).status(), Status::kOperandCount);
}

TEST(SplitVTest, GivesPartsOfDifferentSizes) {
  PreparedKernel split = SplitV(0, {Int8({1}, 1, 0), Int8({2}, 1, 0)});
  ASSERT_EQ(split.Run().status, Status::kOk);
  EXPECT_THAT(split.output(0), ElementsAre(1));
  EXPECT_THAT(split.output(1), ElementsAre(2, 3));
  EXPECT_EQ(SplitV(0, {Int8({1}, 1, 0), Int8({1}, 1, 0)}).status(), Status::kBadShape);
  EXPECT_EQ(SplitV(0, std::vector<Value>(17, Int8({1}, 1, 0))).status(), Status::kUnsupportedShape);
}

TEST(UnpackTest, LeavesOutTheAxis) {
  const Value part = Int8({2}, 1, 0);
  PreparedKernel unpack = Unpack({.values = 2, .axis = 1}, {part, part});
  ASSERT_EQ(unpack.Run().status, Status::kOk);
  EXPECT_THAT(unpack.output(0), ElementsAre(1, 3));
  EXPECT_THAT(unpack.output(1), ElementsAre(2, 4));
  EXPECT_EQ(Unpack({.values = 2, .axis = -3}, {part, part}).status(), Status::kIndexOutOfRange);
  EXPECT_EQ(Unpack({.values = 3, .axis = 0}, {part, part}).status(), Status::kOptionCount);
  EXPECT_EQ(Unpack({.values = 1, .axis = 0}, {part}).status(), Status::kBadShape);
}

}  // namespace
}  // namespace assay::kernels
