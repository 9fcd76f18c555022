#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Int8;
using testing::Value;

testing::Outcome Compute(const Value& input, const Value& output) {
  return testing::RunKernel(kReference, Opcode::kHardSwish, testing::NoOptions{}, {input}, output);
}

TEST(HardSwishTest, IsLinearAboveThreeAndZeroBelowMinusThree) {
  EXPECT_THAT(Compute(Int8({4}, 0.125f, 0, {32, 0, -24, -40}), Int8({4}, 0.125f, 3)).output,
              ElementsAre(35, 3, 3, 3));
}

TEST(HardSwishTest, RefusesWhatIsNotDefined) {
  // The output multiplier would be above one.
  EXPECT_EQ(Compute(Int8({1}, 200.0f, 0), Int8({1}, 1.0f, 0)).status, Status::kBadQuantization);
  EXPECT_EQ(Compute(Int8({1}, 1.0f, 0), Int8({2}, 1.0f, 0)).status, Status::kBadShape);
}

}  // namespace
}  // namespace assay::kernels
