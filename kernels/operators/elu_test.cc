#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Int8;
using testing::Value;

testing::Outcome Compute(const Value& input, const Value& output) {
  return testing::RunKernel(kReference, Opcode::kElu, testing::NoOptions{}, {input}, output);
}

TEST(EluTest, BendsBelowZero) {
  // exp(-1) - 1 = -0.632, exp(-63.5) - 1 = -1
  EXPECT_THAT(Compute(Int8({4}, 0.5f, 0, {2, 0, -2, -127}), Int8({4}, 1.0f / 64, 10)).output,
              ElementsAre(74, 10, -30, -54));
}

TEST(EluTest, SaturatesHoweverFar) {
  EXPECT_THAT(Compute(Int8({2}, 1e20f, 0, {127, -128}), Int8({2}, 1e15f, 5)).output, ElementsAre(127, 5));
  EXPECT_THAT(Compute(Int8({2}, 1e-25f, 0, {127, -128}), Int8({2}, 1e-30f, 5)).output, ElementsAre(127, 5));
  EXPECT_THAT(Compute(Int8({1}, 1.0f, 127, {-128}), Int8({1}, 1e-30f, 5)).output, ElementsAre(-128));
}

TEST(EluTest, RefusesOutputsBeyondInt32) {
  const Value steps = Int8({1}, 1.0f, 0);
  EXPECT_EQ(Compute(Int8({1}, 0x1p24f, 0, {127}), steps).status, Status::kOk);
  EXPECT_EQ(Compute(Int8({1}, 0x1p25f, 63, {127}), steps).status, Status::kBadQuantization);
  EXPECT_EQ(Compute(Int8({1}, 0x1p25f, 64, {127}), steps).status, Status::kOk);
}

TEST(EluTest, RefusesAScaleWithoutInverse) {
  EXPECT_EQ(Compute(Int8({1}, 1.0f, 0, {0}), Int8({1}, 1e-40f, 0)).status, Status::kBadQuantization);
}

}  // namespace
}  // namespace assay::kernels
