#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Int8;
using testing::Value;

testing::Outcome Concatenate(int32_t axis, const std::vector<Value>& inputs, const Value& output) {
  const ConcatenationOptions options = {.axis = axis, .activation = Activation::kNone};
  return testing::RunKernel(kReference, Opcode::kConcatenation, options, inputs, output);
}

testing::Outcome Pack(const PackOptions& options, const std::vector<Value>& inputs, const Value& output) {
  return testing::RunKernel(kReference, Opcode::kPack, options, inputs, output);
}

TEST(ConcatenationTest, PutsInputsSideBySide) {
  const Value a = Int8({2, 1}, 1, 0, {1, 2});
  const Value b = Int8({2, 2}, 1, 0, {3, 4, 5, 6});
  EXPECT_THAT(Concatenate(-1, {a, b}, Int8({2, 3}, 1, 0)).output, ElementsAre(1, 3, 4, 2, 5, 6));
}

TEST(ConcatenationTest, RefusesWhatDoesNotFit) {
  const Value a = Int8({2, 1}, 1, 0, {1, 2});
  EXPECT_EQ(Concatenate(1, {a, a}, Int8({2, 3}, 1, 0)).status, Status::kBadShape);
  EXPECT_EQ(Concatenate(0, {a, Int8({1, 2}, 1, 0, {1, 2})}, Int8({3, 1}, 1, 0)).status, Status::kBadShape);
  EXPECT_EQ(Concatenate(2, {a, a}, Int8({2, 2}, 1, 0)).status, Status::kIndexOutOfRange);
  EXPECT_EQ(Concatenate(1, {a, a}, Int8({2, 2}, 1, 1)).status, Status::kBadQuantization);
  EXPECT_EQ(Concatenate(1, {a, testing::Float({2, 1}, {1, 2})}, Int8({2, 2}, 1, 0)).status,
            Status::kBadQuantization);
  const testing::Value f = testing::Float({1}, {1});
  EXPECT_EQ(Concatenate(0, {f, Int8({1}, 1, 0, {1})}, testing::Float({2})).status, Status::kUnsupportedType);
  EXPECT_EQ(Concatenate(0, std::vector<Value>(11, f), testing::Float({11})).status,
            Status::kUnsupportedShape);
  EXPECT_EQ(Concatenate(0, {}, testing::Float({1})).status, Status::kOperandCount);
}

TEST(PackTest, StacksInputs) {
  const Value a = Int8({2}, 1, 0, {1, 2});
  const Value b = Int8({2}, 1, 0, {3, 4});
  EXPECT_THAT(Pack({.values = 2, .axis = -1}, {a, b}, Int8({2, 2}, 1, 0)).output, ElementsAre(1, 3, 2, 4));
}

TEST(PackTest, RefusesWhatDoesNotFit) {
  const Value a = Int8({2}, 1, 0, {1, 2});
  EXPECT_EQ(Pack({.values = 3, .axis = 0}, {a, a}, Int8({2, 2}, 1, 0)).status, Status::kOptionCount);
  EXPECT_EQ(Pack({.values = 2, .axis = 2}, {a, a}, Int8({2, 2}, 1, 0)).status, Status::kIndexOutOfRange);
  EXPECT_EQ(Pack({.values = 2, .axis = 0}, {a, a}, Int8({4}, 1, 0)).status, Status::kBadShape);
  EXPECT_EQ(Pack({.values = 2, .axis = 0}, {a, Int8({1}, 1, 0, {1})}, Int8({2, 2}, 1, 0)).status,
            Status::kBadShape);
}

}  // namespace
}  // namespace assay::kernels
