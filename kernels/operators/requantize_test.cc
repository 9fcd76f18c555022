#include <gmock/gmock.h>

#include <cmath>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Float;
using testing::Int16;
using testing::Int8;
using testing::Value;

testing::Outcome Compute(const Value& input, const Value& output) {
  return testing::RunKernel(kReference, Opcode::kQuantize, testing::NoOptions{}, {input}, output);
}

TEST(RequantizeTest, FloatsRoundHalfAwayFromZeroAndSaturate) {
  const Value input = Float({6}, {0.25f, -0.25f, 0.2f, 1e30f, -1e30f, NAN});
  EXPECT_THAT(Compute(input, Int8({6}, 0.5f, 2)).output, ElementsAre(3, 1, 2, 127, -128, 2));
}

TEST(RequantizeTest, IntegersChangeScaleAndZeroPoint) {
  EXPECT_THAT(Compute(Int8({3}, 0.5f, 1, {1, 3, -128}), Int16({3}, 0.25f)).output_as<int16_t>(),
              ElementsAre(0, 4, -258));
  Value bytes = Int8({3}, 1.0f, 128, {-1, 0, -128});  // 255, 0, 128
  bytes.type = Type::kUInt8;
  EXPECT_THAT(Compute(bytes, Int8({3}, 1.0f, 0)).output, ElementsAre(127, -128, 0));
}

TEST(RequantizeTest, RefusesWhatIsNotDefined) {
  Value bytes = Int8({1}, 1.0f, 0);
  bytes.type = Type::kUInt8;
  EXPECT_EQ(Compute(bytes, Int16({1}, 1.0f)).status, Status::kUnsupportedType);
  EXPECT_EQ(Compute(Float({1}), bytes).status, Status::kUnsupportedType);
  EXPECT_EQ(Compute(Int8({1}, 1.0f, 0), Float({1})).status, Status::kUnsupportedType);
  EXPECT_EQ(Compute(Int8({1}, 1.0f, 0), Int8({2}, 1.0f, 0)).status, Status::kBadShape);
  EXPECT_EQ(Compute(Int8({1}, 1.0f, 0), Int8({1}, 1e-10f, 0)).status, Status::kBadQuantization);
  Value bare = Int8({1}, 1.0f, 0);
  bare.scales = {};
  EXPECT_EQ(Compute(bare, Int8({1}, 1.0f, 0)).status, Status::kBadQuantization);
  EXPECT_EQ(Compute(Float({1}), bare).status, Status::kBadQuantization);
}

}  // namespace
}  // namespace assay::kernels
