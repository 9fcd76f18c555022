#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Int8;
using testing::Value;

testing::Outcome Compute(const Value& a, const Value& b, const Value& output,
                         Activation activation = Activation::kNone) {
  return testing::RunKernel(kReference, Opcode::kAdd, AddOptions{activation, true}, {a, b}, output);
}

TEST(AddTest, RescalesBothInputs) {
  // (10 - 2) * 0.5 + (4 + 1) * 0.25 = 5.25, in steps of 0.125 from 3: 45.
  const Value a = Int8({2}, 0.5f, 2, {10, -128});
  const Value b = Int8({2}, 0.25f, -1, {4, -128});
  EXPECT_THAT(Compute(a, b, Int8({2}, 0.125f, 3)).output, ElementsAre(45, -128));
  EXPECT_THAT(Compute(a, b, Int8({2}, 0.125f, 3), Activation::kReluN1To1).output, ElementsAre(11, -5));
}

TEST(AddTest, BroadcastsAScalar) {
  const Value a = Int8({1, 2, 3}, 1, 0, {1, 2, 3, 4, 5, 6});
  EXPECT_THAT(Compute(a, Int8({}, 1, 0, {10}), Int8({1, 2, 3}, 1, 0)).output,
              ElementsAre(11, 12, 13, 14, 15, 16));
}

TEST(AddTest, BroadcastsBothInputs) {
  const Value column = Int8({2, 1}, 1, 0, {10, 20});
  const Value row = Int8({3}, 1, 0, {1, 2, 3});
  EXPECT_THAT(Compute(column, row, Int8({2, 3}, 1, 0)).output, ElementsAre(11, 12, 13, 21, 22, 23));
}

TEST(AddTest, BroadcastsAMiddleDimension) {
  const Value a = Int8({2, 1, 2}, 1, 0, {1, 2, 3, 4});
  const Value b = Int8({2, 2, 2}, 1, 0, {10, 20, 30, 40, 50, 60, 70, 80});
  EXPECT_THAT(Compute(a, b, Int8({2, 2, 2}, 1, 0)).output, ElementsAre(11, 22, 31, 42, 53, 64, 73, 84));
}

TEST(AddTest, RescalesInt16) {
  const Value a = testing::Int16({2}, 0.5f, {1000, -32768});
  const Value b = testing::Int16({2}, 0.25f, {-4, -32768});
  const auto outcome = Compute(a, b, testing::Int16({2}, 0.5f));
  EXPECT_THAT(outcome.output_as<int16_t>(), ElementsAre(998, -32768));
}

TEST(SubTest, Subtracts) {
  const Value a = Int8({2}, 0.5f, 2, {10, -128});
  const Value b = Int8({2}, 0.25f, -1, {4, 127});
  // 4 - 1.25 = 2.75, in steps of 0.125 from 3: 25.
  const auto outcome = testing::RunKernel(kReference, Opcode::kSub, SubOptions{Activation::kNone, true},
                                          {a, b}, Int8({2}, 0.125f, 3));
  EXPECT_THAT(outcome.output, ElementsAre(25, -128));
}

// Multipliers derived in float would give 16267: found by the oracle.
TEST(SubTest, DerivesItsMultipliersInDouble) {
  const Value a = testing::Int16({1}, 0.08860483020544052f, {23677});
  const Value b = testing::Int16({1}, 0.018260296434164047f, {32767});
  const auto outcome = testing::RunKernel(kReference, Opcode::kSub, SubOptions{Activation::kNone, true},
                                          {a, b}, testing::Int16({1}, 0.09218709915876389f));
  EXPECT_THAT(outcome.output_as<int16_t>(), ElementsAre(16266));
}

TEST(SquaredDifferenceTest, SquaresTheDifference) {
  const auto compute = [](const Value& a, const Value& b, const Value& output) {
    return testing::RunKernel(kReference, Opcode::kSquaredDifference, Activation::kNone, {a, b}, output);
  };
  // (4 - 1.25)^2 = 7.5625, in steps of 0.125 from -60: 0.5, rounded up.
  const Value a = Int8({2}, 0.5f, 2, {10, -128});
  const Value b = Int8({2}, 0.25f, -1, {4, 127});
  EXPECT_THAT(compute(a, b, Int8({2}, 0.125f, -60)).output, ElementsAre(1, 127));
  Value c = testing::Int16({1}, 1, {100});
  EXPECT_THAT(compute(c, c, testing::Int16({1}, 1)).output_as<int16_t>(), ElementsAre(0));
  c.zero_point = 1;
  EXPECT_EQ(compute(c, c, testing::Int16({1}, 1)).status, Status::kBadQuantization);
}

TEST(AddTest, RefusesContradictions) {
  const Value a = Int8({2, 2}, 1, 0, {1, 2, 3, 4});
  EXPECT_EQ(Compute(a, Int8({3}, 1, 0, {1, 2, 3}), Int8({2, 2}, 1, 0)).status, Status::kBadShape);
  EXPECT_EQ(Compute(a, a, Int8({2}, 1, 0)).status, Status::kBadShape);
  EXPECT_EQ(Compute(a, a, Int8({4, 2}, 1, 0)).status, Status::kBadShape);
  EXPECT_EQ(Compute(a, a, Int8({2, 2}, 1e-8f, 0)).status, Status::kBadQuantization);
  EXPECT_EQ(Compute(a, a, {.dims = {2, 2}, .type = Type::kInt16}).status, Status::kUnsupportedType);
}

}  // namespace
}  // namespace assay::kernels
