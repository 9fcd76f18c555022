#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Int32Constant;
using testing::Int8;
using testing::Value;

testing::Outcome Compute(const Value& dims, const Value& value) {
  return testing::RunKernel(kReference, Opcode::kFill, 0, {dims, value}, Int8({1, 3}, 1, 0));
}

TEST(FillTest, RepeatsTheValue) {
  EXPECT_THAT(Compute(Int32Constant({2}, {1, 3}), Int8({}, 1, 0, {4})).output, ElementsAre(4, 4, 4));
}

TEST(FillTest, RefusesAnotherShape) {
  const Value value = Int8({}, 1, 0, {4});
  EXPECT_EQ(Compute(Int32Constant({2}, {3, 1}), value).status, Status::kBadShape);
  EXPECT_EQ(Compute(Int32Constant({1}, {3}), value).status, Status::kBadShape);
  EXPECT_EQ(Compute(testing::Bias({1, 3}), value).status, Status::kUnsupportedShape);
  EXPECT_EQ(Compute(Int32Constant({2}, {1, 3}), Int8({1}, 1, 0, {4})).status, Status::kBadShape);
}

}  // namespace
}  // namespace assay::kernels
