#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Int8;
using testing::Value;

testing::Outcome Sum(const std::vector<Value>& inputs, const Value& output) {
  return testing::RunKernel(kReference, Opcode::kAddN, 0, inputs, output);
}

TEST(AddNTest, Sums) {
  const Value a = Int8({2}, 0.5f, 0, {10, -128});
  EXPECT_THAT(Sum({a, a, a}, Int8({2}, 0.25f, 1)).output, ElementsAre(61, -128));
  const Value b = testing::Float({2}, {1.5f, -2});
  EXPECT_THAT(Sum({b, b, b}, testing::Float({2})).output_as<float>(), ElementsAre(4.5f, -6));
}

// Sums start from the stored value 0, so that a zero point other than 0 is subtracted once too often.
TEST(AddNTest, StartsWhereTheReferenceStarts) {
  const Value a = Int8({1}, 1, 3, {5});
  EXPECT_THAT(Sum({a, a}, Int8({1}, 1, 0)).output, ElementsAre(2 + 2 - 3));
}

TEST(AddNTest, RefusesContradictions) {
  const Value a = Int8({2}, 0.5f, 0, {1, 2});
  EXPECT_EQ(Sum({a}, a).status, Status::kOperandCount);
  EXPECT_EQ(Sum({a, Int8({2}, 0.25f, 0, {1, 2})}, a).status, Status::kBadQuantization);
  EXPECT_EQ(Sum({a, Int8({2}, 0.5f, 1, {1, 2})}, a).status, Status::kBadQuantization);
  EXPECT_EQ(Sum({a, Int8({1}, 0.5f, 0, {1})}, a).status, Status::kBadShape);
  EXPECT_EQ(Sum({a, a}, Int8({1}, 0.5f, 0)).status, Status::kBadShape);
  EXPECT_EQ(Sum({a, testing::Float({2}, {1, 2})}, a).status, Status::kUnsupportedType);
  EXPECT_EQ(Sum({a, a}, Int8({2}, 1e-7f, 0)).status, Status::kBadQuantization);
}

}  // namespace
}  // namespace assay::kernels
