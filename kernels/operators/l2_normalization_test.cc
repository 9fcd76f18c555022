#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Float;
using testing::Int8;
using testing::Value;

testing::Outcome Compute(const Value& input, const Value& output, Activation activation = Activation::kNone) {
  return testing::RunKernel(kReference, Opcode::kL2Normalization, ActivationOptions{activation}, {input},
                            output);
}

TEST(L2NormalizationTest, DividesRowsByTheirNorm) {
  EXPECT_THAT(Compute(Int8({2, 2}, 0.5f, 1, {4, 5, 1, 1}), Int8({2, 2}, 1.0f / 128, 0)).output,
              ElementsAre(77, 102, 0, 0));
  EXPECT_THAT(Compute(Float({2, 2}, {3, 4, 0, 0}), Float({2, 2})).output_as<float>(),
              ElementsAre(0.6f, 0.8f, 0.0f, 0.0f));
}

TEST(L2NormalizationTest, RefusesWhatIsNotDefined) {
  EXPECT_EQ(Compute(Float({1}), Float({1}), Activation::kRelu).status, Status::kUnsupportedOption);
  EXPECT_EQ(Compute(Float({1, 1, 1, 1, 1}), Float({1, 1, 1, 1, 1})).status, Status::kUnsupportedShape);
  EXPECT_EQ(Compute(Float({}), Float({})).status, Status::kBadShape);
  EXPECT_EQ(Compute(Float({4}), Float({2, 2})).status, Status::kBadShape);
  // 33026 * 255^2 overflows.
  EXPECT_EQ(Compute(Int8({33026}, 1.0f, 127), Int8({33026}, 1.0f, 0)).status, Status::kUnsupportedShape);
}

}  // namespace
}  // namespace assay::kernels
