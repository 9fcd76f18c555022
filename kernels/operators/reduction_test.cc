#include "kernels/operators/reduction.h"

#include <gmock/gmock.h>

#include <limits>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Float;
using testing::Int16;
using testing::Int8;
using testing::Value;

Value Axes(std::vector<int32_t> axes, bool constant = true) {
  Value value = testing::Bias(std::move(axes));
  value.constant = constant;
  return value;
}

testing::Outcome Compute(Opcode opcode, const Value& input, const Value& axes, const Value& output) {
  return testing::RunKernel(kReference, opcode, ReducerOptions{}, {input, axes}, output);
}

TEST(ReductionTest, AnyAxesInAnyOrder) {
  const Value input = Float({2, 3, 2}, {1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60});
  const auto sum = [&](std::vector<int32_t> axes, bool constant, std::vector<int32_t> dims) {
    return Compute(Opcode::kSum, input, Axes(std::move(axes), constant), Float(std::move(dims)))
        .output_as<float>();
  };
  for (const bool constant : {true, false}) {
    EXPECT_THAT(sum({1}, constant, {2, 2}), ElementsAre(9, 12, 90, 120));
    EXPECT_THAT(sum({-1}, constant, {2, 3, 1}), ElementsAre(3, 7, 11, 30, 70, 110));
    EXPECT_THAT(sum({2, 0}, constant, {3}), ElementsAre(33, 77, 121));
    EXPECT_THAT(sum({0, -3, 0}, constant, {3, 2}), ElementsAre(11, 22, 33, 44, 55, 66));
    EXPECT_THAT(sum({0, 1, 2}, constant, {1}), ElementsAre(231));
  }
}

TEST(ReductionTest, AScalarIsItsOwnReductionWhateverTheAxes) {
  EXPECT_THAT(Compute(Opcode::kMean, Float({}, {7}), Axes({5}), Float({})).output_as<float>(),
              ElementsAre(7));
}

TEST(ReductionTest, AMeanIsRoundedHalvesAwayFromZero) {
  EXPECT_THAT(Compute(Opcode::kMean, Int8({4, 2}, 0.5f, 3, {1, -1, 1, -2, 1, -2, 0, -3}), Axes({0}),
                      Int8({2}, 0.5f, 3))
                  .output,
              ElementsAre(1, -2));
}

TEST(ReductionTest, AMeanInAnotherQuantizationIsRescaledAndClamped) {
  // (30 + 40 + 50) / 3 is 38 above the zero point, which is 76 half as large steps.
  EXPECT_THAT(
      Compute(Opcode::kMean, Int8({1, 3}, 0.5f, 2, {30, 40, 50}), Axes({1}), Int8({1}, 0.25f, -1)).output,
      ElementsAre(75));
  EXPECT_THAT(Compute(Opcode::kMean, Int16({1, 2}, 1.0f, {20000, 30000}), Axes({1}), Int16({1}, 0.5f))
                  .output_as<int16_t>(),
              ElementsAre(32767));
}

TEST(ReductionTest, ASumIsRescaledAlsoInTheSameQuantization) {
  EXPECT_THAT(Compute(Opcode::kSum, Int8({3}, 0.5f, 10, {11, 12, 13}), Axes({0}), Int8({1}, 0.5f, 10)).output,
              ElementsAre(16));
}

TEST(ReductionTest, ExtremesAreBoundedByTheFiniteNumbers) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  const Value input = Float({2}, {-kInfinity, -kInfinity});
  EXPECT_THAT(Compute(Opcode::kReduceMax, input, Axes({0}), Float({1})).output_as<float>(),
              ElementsAre(std::numeric_limits<float>::lowest()));
  EXPECT_THAT(Compute(Opcode::kReduceMin, input, Axes({0}), Float({1})).output_as<float>(),
              ElementsAre(-kInfinity));
  const Value bytes = Int8({2, 2}, 1.0f, 0, {-128, 5, -127, 4});
  EXPECT_THAT(Compute(Opcode::kReduceMax, bytes, Axes({0}), Int8({2}, 1.0f, 0)).output, ElementsAre(-127, 5));
  EXPECT_THAT(Compute(Opcode::kReduceMin, bytes, Axes({1}), Int8({2}, 1.0f, 0)).output,
              ElementsAre(-128, -127));
}

TEST(ReductionTest, AllIsTrueIfEveryByteIs) {
  const Value input = {.dims = {3, 2}, .scales = {}, .type = Type::kBool, .int8 = {1, 1, 2, 0, 1, 1}};
  const Value output = {.dims = {2}, .scales = {}, .type = Type::kBool};
  EXPECT_THAT(Compute(Opcode::kReduceAll, input, Axes({0}), output).output, ElementsAre(1, 0));
}

TEST(ReductionTest, RefusesWhatDoesNotFit) {
  const Value input = Float({2, 3}, {1, 2, 3, 4, 5, 6});
  const auto status = [](Opcode opcode, const Value& in, const Value& axes, const Value& out) {
    return Compute(opcode, in, axes, out).status;
  };
  for (const bool constant : {true, false}) {
    EXPECT_EQ(status(Opcode::kSum, input, Axes({2}, constant), Float({2})), Status::kIndexOutOfRange);
    EXPECT_EQ(status(Opcode::kSum, input, Axes({-3}, constant), Float({2})), Status::kIndexOutOfRange);
    EXPECT_EQ(status(Opcode::kSum, input, Axes({0}, constant), Float({2})), Status::kBadShape);
  }
  EXPECT_EQ(status(Opcode::kSum, input, Float({1}, {0}), Float({3})), Status::kUnsupportedType);
  EXPECT_EQ(status(Opcode::kSum, input, Axes({0}), Int8({3}, 1.0f, 0)), Status::kUnsupportedType);
  const Value bytes = Int8({2}, 1.0f, 0, {1, 2});
  EXPECT_EQ(status(Opcode::kReduceMax, bytes, Axes({0}), Int8({1}, 2.0f, 0)), Status::kBadQuantization);
  EXPECT_EQ(status(Opcode::kReduceMin, bytes, Axes({0}), Int8({1}, 1.0f, 1)), Status::kBadQuantization);
  EXPECT_EQ(status(Opcode::kSum, Int8({2}, 1.0f, 0, {1, 2}), Axes({0}), Int8({1}, 0x1p-30f, 0)),
            Status::kBadQuantization);
  EXPECT_EQ(status(Opcode::kMean, Int8({2}, 0.0f, 0, {1, 2}), Axes({0}), Int8({1}, 1.0f, 0)),
            Status::kBadQuantization);
}

}  // namespace
}  // namespace assay::kernels
