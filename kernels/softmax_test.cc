#include <gmock/gmock.h>

#include <cmath>
#include <limits>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using testing::Int8;
using testing::Value;

testing::Outcome Compute(const Value& input, const Value& output, float beta = 1.0f) {
  return testing::RunKernel(kReference, Opcode::kSoftmax, SoftmaxOptions{beta}, {input}, output);
}

TEST(SoftmaxTest, EqualInputsShareEqually) {
  EXPECT_THAT(Compute(Int8({1, 4}, 0.1f, 0, {5, 5, 5, 5}), Int8({1, 4}, 1.0f / 256, -128)).output,
              Each(64 - 128));
}

TEST(SoftmaxTest, ACertaintySaturates) {
  EXPECT_THAT(Compute(Int8({1, 2}, 1.0f, 0, {127, -128}), Int8({1, 2}, 1.0f / 256, -128)).output,
              ElementsAre(127, -128));
}

TEST(SoftmaxTest, IsWithinAStepOfTheRealFunctionRowByRow) {
  std::vector<int8_t> values;
  for (int i = 0; i < 60; ++i) values.push_back(static_cast<int8_t>(i * 37 % 256 - 128));
  for (const float scale : {0.01f, 0.1f, 0.7f}) {
    for (const float beta : {1.0f, 0.5f}) {
      const auto outcome = Compute(Int8({5, 12}, scale, 3, values), Int8({5, 12}, 1.0f / 256, -128), beta);
      for (size_t row = 0; row < 5; ++row) {
        double sum = 0;
        for (size_t i = 0; i < 12; ++i) sum += std::exp(beta * scale * values[row * 12 + i]);
        for (size_t i = 0; i < 12; ++i) {
          const double real = std::exp(beta * scale * values[row * 12 + i]) / sum;
          EXPECT_NEAR(outcome.output[row * 12 + i], std::min(real * 256 - 128, 127.0), 1.0);
        }
      }
    }
  }
}

TEST(SoftmaxTest, VeryManyEqualInputsRoundToNothing) {
  const Value input = Int8({4000}, 0.1f, 0, std::vector<int8_t>(4000, 9));
  EXPECT_THAT(Compute(input, Int8({4000}, 1.0f / 256, -128)).output, Each(-128));
}

TEST(SoftmaxTest, RefusesWhatIsNotDefined) {
  const Value input = Int8({4}, 0.1f, 0, {1, 2, 3, 4});
  const Value output = Int8({4}, 1.0f / 256, -128);
  EXPECT_EQ(Compute(input, Int8({4}, 1.0f / 128, -128)).status, Status::kBadQuantization);
  EXPECT_EQ(Compute(input, Int8({4}, 1.0f / 256, 0)).status, Status::kBadQuantization);
  EXPECT_EQ(Compute(input, Int8({2, 2}, 1.0f / 256, -128)).status, Status::kBadShape);
  EXPECT_EQ(Compute(Int8({}, 1, 0, {1}), Int8({}, 1.0f / 256, -128)).status, Status::kBadShape);
  EXPECT_EQ(Compute(Int8({4096}, 1, 0), Int8({4096}, 1.0f / 256, -128)).status, Status::kUnsupportedShape);
  for (const float beta : {0.0f, -1.0f, std::numeric_limits<float>::quiet_NaN()}) {
    EXPECT_EQ(Compute(input, output, beta).status, Status::kBadQuantization);
  }
}

}  // namespace
}  // namespace assay::kernels
