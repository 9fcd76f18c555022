#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Int16;
using testing::Int8;
using testing::Value;

testing::Outcome Compute(Opcode opcode, const Value& a, const Value& b, const Value& output,
                         Activation activation = Activation::kNone) {
  return testing::RunKernel(kReference, opcode, ActivationOptions{activation}, {a, b}, output);
}

TEST(MulTest, RescalesTheProduct) {
  // (10 - 2) * 0.5 * (4 + 1) * 0.25 = 5, in steps of 0.125 from 3: 43.
  const Value a = Int8({2}, 0.5f, 2, {10, -128});
  const Value b = Int8({}, 0.25f, -1, {4});
  EXPECT_THAT(Compute(Opcode::kMul, a, b, Int8({2}, 0.125f, 3)).output, ElementsAre(43, -128));
  EXPECT_THAT(Compute(Opcode::kMul, a, b, Int8({2}, 0.125f, 3), Activation::kReluN1To1).output,
              ElementsAre(11, -5));
  const Value c = Int16({2}, 0.5f, {32767, -3});
  EXPECT_THAT(Compute(Opcode::kMul, c, c, Int16({2}, 0.25f)).output_as<int16_t>(), ElementsAre(32767, 9));
}

TEST(MulTest, RefusesContradictions) {
  const Value a = Int8({1}, 1, 0, {1});
  EXPECT_EQ(Compute(Opcode::kMul, a, a, Int8({1}, 1e-10f, 0)).status, Status::kBadQuantization);
  EXPECT_EQ(Compute(Opcode::kMul, a, a, Int16({1}, 1)).status, Status::kUnsupportedType);
  EXPECT_EQ(Compute(Opcode::kMul, a, a, Int8({2}, 1, 0)).status, Status::kBadShape);
  Value b = Int16({1}, 1, {1});
  b.zero_point = 1;
  EXPECT_EQ(Compute(Opcode::kMul, b, b, b).status, Status::kBadQuantization);
}

TEST(DivTest, RescalesTheQuotient) {
  // 4 / 1.25 = 3.2, in steps of 0.125 from 3: 28.6; -65 / 1.25 is far below.
  const Value a = Int8({3}, 0.5f, 2, {10, -128, 2});
  const Value b = Int8({}, 0.25f, -1, {4});
  EXPECT_THAT(Compute(Opcode::kDiv, a, b, Int8({3}, 0.125f, 3)).output, ElementsAre(29, -128, 3));
  // Too small a quotient is 0.
  EXPECT_THAT(
      Compute(Opcode::kDiv, Int8({2}, 1e-3f, 0, {1, -1}), Int8({}, 1, 0, {-127}), Int8({2}, 1, 5)).output,
      ElementsAre(5, 5));
}

TEST(DivTest, NamesADivisionByZero) {
  const Value a = Int8({2}, 1, 0, {1, 2});
  EXPECT_EQ(Compute(Opcode::kDiv, a, Int8({2}, 1, 3, {1, 3}), a).status, Status::kDivisionByZero);
}

TEST(DivTest, RefusesMultipliersBeyondTheReference) {
  const Value a = Int8({1}, 1, 0, {1});
  EXPECT_EQ(Compute(Opcode::kDiv, a, a, Int8({1}, 1e-7f, 0)).status, Status::kBadQuantization);
  EXPECT_EQ(Compute(Opcode::kDiv, a, Int8({1}, 1e-30f, 0), Int8({1}, 1e-30f, 0)).status,
            Status::kBadQuantization);
}

}  // namespace
}  // namespace assay::kernels
