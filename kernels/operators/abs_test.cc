#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Int16;
using testing::Int8;
using testing::Value;

testing::Outcome Compute(const Value& input, const Value& output) {
  return testing::RunKernel(kReference, Opcode::kAbs, testing::NoOptions{}, {input}, output);
}

TEST(AbsTest, RequantizesMagnitudes) {
  EXPECT_THAT(Compute(Int8({4}, 0.5f, 1, {1, 3, -1, -128}), Int8({4}, 0.25f, -100)).output,
              ElementsAre(-100, -96, -96, 127));
}

TEST(AbsTest, UnquantizedInt16Wraps) {
  Value input = Int16({3}, 1.0f, {-32768, -5, 5});
  Value output = Int16({3}, 1.0f);
  EXPECT_THAT(Compute(input, output).output_as<int16_t>(), ElementsAre(32767, 5, 5));
  input.scales = output.scales = {};
  EXPECT_THAT(Compute(input, output).output_as<int16_t>(), ElementsAre(-32768, 5, 5));
}

TEST(AbsTest, RefusesWhatIsNotDefined) {
  Value input = Int16({1}, 1.0f, {1});
  input.zero_point = 1;
  EXPECT_EQ(Compute(input, Int16({1}, 1.0f)).status, Status::kBadQuantization);
  EXPECT_EQ(Compute(Int8({1}, 1.0f, 0), Int8({1}, 1e-10f, 0)).status, Status::kBadQuantization);
  EXPECT_EQ(Compute(Int8({1}, 1.0f, 0), Int16({1}, 1.0f)).status, Status::kUnsupportedType);
  EXPECT_EQ(Compute(Int8({1}, 1.0f, 0), Int8({2}, 1.0f, 0)).status, Status::kBadShape);
}

}  // namespace
}  // namespace assay::kernels
