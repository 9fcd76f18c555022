#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Int8;
using testing::Value;

testing::Outcome Select(const Value& condition, const Value& x, const Value& y, const Value& output) {
  return testing::RunKernel(kReference, Opcode::kSelectV2, 0, {condition, x, y}, output);
}

TEST(SelectV2Test, BroadcastsAllInputs) {
  const Value condition = {.dims = {2, 1}, .scales = {}, .type = Type::kBool, .int8 = {0, 2}};
  const Value x = Int8({3}, 1, 0, {1, 2, 3});
  const Value y = Int8({}, 1, 0, {-1});
  EXPECT_THAT(Select(condition, x, y, Int8({2, 3}, 1, 0)).output, ElementsAre(-1, -1, -1, 1, 2, 3));
}

TEST(SelectV2Test, RefusesContradictions) {
  const Value condition = {.dims = {2}, .scales = {}, .type = Type::kBool, .int8 = {0, 1}};
  const Value x = Int8({2}, 1, 0, {1, 2});
  EXPECT_EQ(Select(x, x, x, x).status, Status::kUnsupportedType);
  EXPECT_EQ(Select(condition, x, testing::Float({2}, {1, 2}), x).status, Status::kUnsupportedType);
  EXPECT_EQ(Select(condition, x, x, testing::Int16({2}, 1)).status, Status::kUnsupportedType);
  EXPECT_EQ(Select(condition, x, Int8({3}, 1, 0, {1, 2, 3}), x).status, Status::kBadShape);
}

}  // namespace
}  // namespace assay::kernels
