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
  return {.dims = {1}, .scales = {}, .type = Type::kInt32, .int32 = {axis}, .constant = constant};
}
Value Indices(std::vector<int32_t> dims) {
  return {.dims = std::move(dims), .scales = {}, .type = Type::kInt32};
}
testing::Outcome Find(Opcode opcode, const Value& input, const Value& axis, const Value& output) {
  return testing::RunKernel(kReference, opcode, OutputTypeOptions{2}, {input, axis}, output);
}

TEST(ArgMinMaxTest, FindsTheFirstOfEqualValues) {
  const Value input = Int8({2, 3}, 1, 0, {5, 7, 7, 1, -1, -1});
  const auto find = [&](Opcode opcode, int32_t axis, std::vector<int32_t> dims) {
    return Find(opcode, input, Axis(axis), Indices(std::move(dims))).output_as<int32_t>();
  };
  EXPECT_THAT(find(Opcode::kArgMax, 1, {2}), ElementsAre(1, 0));
  EXPECT_THAT(find(Opcode::kArgMin, -1, {2}), ElementsAre(0, 1));
  EXPECT_THAT(find(Opcode::kArgMin, 0, {3}), ElementsAre(1, 1, 1));
  EXPECT_THAT(Find(Opcode::kArgMax, Float({3}, {-2, 0.5f, 0.25f}), Axis(0), Indices({})).output_as<int32_t>(),
              ElementsAre(1));
}

TEST(ArgMinMaxTest, RefusesContradictions) {
  const Value input = Int8({2, 3}, 1, 0, {5, 7, 7, 1, -1, -1});
  const auto find = [&](const Value& axis, const Value& output) {
    return Find(Opcode::kArgMax, input, axis, output).status;
  };
  EXPECT_EQ(find(Axis(2), Indices({2})), Status::kUnsupportedOption);
  EXPECT_EQ(find(Axis(1), Indices({3})), Status::kBadShape);
  EXPECT_EQ(find(Axis(1), Indices({2, 1})), Status::kBadShape);
  EXPECT_EQ(find(Axis(1), Int8({2}, 1, 0)), Status::kUnsupportedType);
  // An axis that becomes known only while the model runs.
  EXPECT_EQ(find(Axis(1, false), Indices({2})), Status::kOk);
  EXPECT_EQ(find(Axis(1, false), Indices({3})), Status::kBadShape);
  EXPECT_EQ(find(Axis(-3, false), Indices({2})), Status::kIndexOutOfRange);
}

}  // namespace
}  // namespace assay::kernels
