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

testing::Outcome Compute(const Value& input, const Value& output, float alpha) {
  return testing::RunKernel(kReference, Opcode::kLeakyRelu, LeakyReluOptions{alpha}, {input}, output);
}

TEST(LeakyReluTest, ScalesNegativeNumbersByAlpha) {
  EXPECT_THAT(Compute(Int8({3}, 0.5f, 0, {8, 0, -8}), Int8({3}, 0.25f, 1), 0.25f).output,
              ElementsAre(17, 1, -3));
  EXPECT_THAT(Compute(Int8({2}, 0.5f, 0, {8, -8}), Int8({2}, 0.25f, 1), -0.5f).output, ElementsAre(17, 9));
  EXPECT_THAT(Compute(Float({2}, {8.0f, -8.0f}), Float({2}), 0.25f).output_as<float>(),
              ElementsAre(8.0f, -2.0f));
}

TEST(LeakyReluTest, RefusesWhatIsNotDefined) {
  const float infinity = std::numeric_limits<float>::infinity();
  EXPECT_EQ(Compute(Int8({1}, 1.0f, 0), Int8({1}, 1.0f, 0), infinity).status, Status::kBadQuantization);
  EXPECT_EQ(Compute(Int8({1}, 1.0f, 0), Int8({1}, 1.0f, 0), infinity - infinity).status,
            Status::kBadQuantization);
  EXPECT_EQ(Compute(Int8({1}, 1.0f, 0), Int16({1}, 1.0f), 0.5f).status, Status::kUnsupportedType);
  EXPECT_EQ(Compute(Float({1}), Float({2}), 0.5f).status, Status::kBadShape);
}

}  // namespace
}  // namespace assay::kernels
