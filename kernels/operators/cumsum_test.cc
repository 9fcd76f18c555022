#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Float;
using testing::Int8;
using testing::Value;

Value Axis(int32_t axis, bool constant = true) {
  return {.dims = {}, .scales = {}, .type = Type::kInt32, .int32 = {axis}, .constant = constant};
}
testing::Outcome Sum(const Value& input, const Value& axis, const Value& output, bool exclusive = false,
                     bool reverse = false) {
  return testing::RunKernel(kReference, Opcode::kCumsum, CumsumOptions{exclusive, reverse}, {input, axis},
                            output);
}

TEST(CumsumTest, SumsAlongTheAxis) {
  const Value input = Float({2, 3}, {1, 2, 3, 4, 5, 6});
  const auto sum = [&](int32_t axis, bool exclusive, bool reverse) {
    return Sum(input, Axis(axis), Float({2, 3}), exclusive, reverse).output_as<float>();
  };
  EXPECT_THAT(sum(1, false, false), ElementsAre(1, 3, 6, 4, 9, 15));
  EXPECT_THAT(sum(-1, true, false), ElementsAre(0, 1, 3, 0, 4, 9));
  EXPECT_THAT(sum(1, false, true), ElementsAre(6, 5, 3, 15, 11, 6));
  EXPECT_THAT(sum(0, true, true), ElementsAre(4, 5, 6, 0, 0, 0));
}

// Sums start from the stored value 0, so that a zero point other than 0 is subtracted once too often.
TEST(CumsumTest, StartsWhereTheReferenceStarts) {
  const Value input = Int8({3}, 1, 3, {5, 6, 7});
  EXPECT_THAT(Sum(input, Axis(0), Int8({3}, 1, 0)).output, ElementsAre(2 - 3, 5 - 3, 9 - 3));
}

TEST(CumsumTest, RefusesContradictions) {
  const Value input = Int8({3}, 1, 0, {5, 6, 7});
  EXPECT_EQ(Sum(input, Axis(1), input).status, Status::kUnsupportedOption);
  EXPECT_EQ(Sum(input, Axis(1, false), input).status, Status::kIndexOutOfRange);
  EXPECT_EQ(Sum(input, Float({}, {0}), input).status, Status::kUnsupportedType);
  EXPECT_EQ(Sum(input, {.dims = {2}, .scales = {}, .type = Type::kInt32}, input).status, Status::kBadShape);
  EXPECT_EQ(Sum(input, Axis(0), Int8({2}, 1, 0)).status, Status::kBadShape);
  EXPECT_EQ(Sum(Int8({}, 1, 0, {1}), Axis(0), Int8({}, 1, 0)).status, Status::kBadShape);
  EXPECT_EQ(Sum(input, Axis(0), Float({3})).status, Status::kUnsupportedType);
  EXPECT_EQ(Sum(input, Axis(0), Int8({3}, 1e-7f, 0)).status, Status::kBadQuantization);
}

}  // namespace
}  // namespace assay::kernels
