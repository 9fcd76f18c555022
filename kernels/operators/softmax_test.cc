#include "kernels/operators/softmax.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "kernels/arithmetic/quantize.h"
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

TEST(SoftmaxTest, Int16IsWithinTheTablesPrecision) {
  const std::vector<int8_t> bytes = {-128, -20, 0, 3, 17, 90, 127, 127};
  const std::vector<int16_t> words = {-32768, -2000, 0, 300, 1700, 9000, 32767, 32767};
  const Value wide = {.dims = {8}, .scales = {1.0f / 65536}, .zero_point = -32768, .type = Type::kInt16};
  const auto from_int8 = Compute(Int8({8}, 0.05f, 3, bytes), wide).output_as<int16_t>();
  const auto from_int16 =
      Compute(testing::Int16({8}, 0.0001f, words), testing::Int16({8}, 1.0f / 32768)).output_as<int16_t>();
  double sum8 = 0;
  double sum16 = 0;
  for (const int8_t x : bytes) sum8 += std::exp(0.05 * x);
  for (const int16_t x : words) sum16 += std::exp(0.0001 * x);
  for (size_t i = 0; i < 8; ++i) {
    EXPECT_NEAR(from_int8[i], std::exp(0.05 * bytes[i]) / sum8 * 65536 - 32768, 1.0);
    EXPECT_NEAR(from_int16[i], std::exp(0.0001 * words[i]) / sum16 * 32768, 4.0);
  }
}

TEST(SoftmaxTest, ComputesFloats) {
  using testing::Float;
  EXPECT_THAT(Compute(Float({2, 2}, {3, 3, 100, -100}), Float({2, 2})).output_as<float>(),
              ElementsAre(0.5f, 0.5f, 1.0f, 0.0f));
}

TEST(SoftmaxTest, RefusesWhatIsNotDefinedForOtherTypes) {
  using testing::Float;
  using testing::Int16;
  const Value input = Int16({4}, 0.1f, {1, 2, 3, 4});
  const Value output = Int16({4}, 1.0f / 32768);
  EXPECT_EQ(Compute(input, output).status, Status::kOk);
  EXPECT_EQ(Compute(input, Int16({4}, 1.002f / 32768)).status, Status::kBadQuantization);
  EXPECT_EQ(Compute(input, Int8({4}, 1.0f / 256, -128)).status, Status::kUnsupportedType);
  EXPECT_EQ(Compute(input, output, std::numeric_limits<float>::quiet_NaN()).status, Status::kBadQuantization);
  EXPECT_EQ(Compute(Int16({65537}, 0.1f), Int16({65537}, 1.0f / 32768)).status, Status::kUnsupportedShape);
  EXPECT_EQ(Compute(Int8({4}, 0.1f, 0), output).status, Status::kBadQuantization);
  EXPECT_EQ(Compute(Int8({4}, 0.1f, 0), Float({4})).status, Status::kUnsupportedType);
  EXPECT_EQ(Compute(Float({4}), Int8({4}, 1.0f / 256, -128)).status, Status::kUnsupportedType);
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

TEST(SoftmaxTest, DifferenceHasTheBitsOfTheDouble) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  for (const float beta : {0.25f, 1.0f, 3.0f, 31.0f, 32.0f, 33.0f, 1e6f, kInfinity}) {
    for (const float scale : {0x1p-140f, 2e-7f, 0.003f, 0.1f, 0.99999994f, 1.0f, 7.0f, 3e38f}) {
      const double real = static_cast<double>(beta) * static_cast<double>(scale) * (1 << 26);
      if (real <= 1.0) continue;
      const Multiplier expected = QuantizeMultiplier(std::min(real, 2147483647.0));
      Multiplier actual;
      int32_t smallest;
      ASSERT_EQ(MakeSoftmaxDifference(beta, scale, &actual, &smallest), Status::kOk) << beta << ' ' << scale;
      EXPECT_EQ(actual.value, expected.value) << beta << ' ' << scale;
      EXPECT_EQ(actual.shift, expected.shift) << beta << ' ' << scale;
    }
  }
  Multiplier multiplier;
  int32_t smallest;
  EXPECT_EQ(MakeSoftmaxDifference(1.0f, 0x1p-27f, &multiplier, &smallest), Status::kBadQuantization);
  EXPECT_EQ(MakeSoftmaxDifference(1.0f, 0x1p-26f, &multiplier, &smallest), Status::kBadQuantization);
  EXPECT_EQ(MakeSoftmaxDifference(1.0f, 0x1p-25f, &multiplier, &smallest), Status::kOk);
}

}  // namespace
}  // namespace assay::kernels
