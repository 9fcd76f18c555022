#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using testing::Int16;
using testing::Int8;
using testing::Value;

testing::Outcome Compute(Opcode opcode, const Value& input, const Value& output) {
  return testing::RunKernel(kReference, opcode, testing::NoOptions{}, {input}, output);
}

TEST(SigmoidTest, Int8IsWithinAStepOfTheRealFunction) {
  std::vector<int8_t> values;
  for (int32_t i = -128; i < 128; ++i) values.push_back(static_cast<int8_t>(i));
  for (const float scale : {1e-8f, 0.001f, 0.05f, 0.5f, 10.0f, 1e20f}) {
    const Value input = Int8({256}, scale, 5, values);
    const auto logistic = Compute(Opcode::kLogistic, input, Int8({256}, 1.0f / 256, -128)).output;
    const auto tanh = Compute(Opcode::kTanh, input, Int8({256}, 1.0f / 128, 0)).output;
    for (size_t i = 0; i < 256; ++i) {
      // What is at the radius where all others saturate is 0 itself.
      const double x = static_cast<double>(scale) * (values[i] - 5);
      if (x == 0 && scale > 1) continue;
      EXPECT_NEAR(logistic[i], std::min(256 / (1 + std::exp(-x)) - 128, 127.0), 1.0);
      EXPECT_NEAR(tanh[i], std::min(128 * std::tanh(x), 127.0), 1.0);
    }
  }
}

TEST(SigmoidTest, Int16IsWithinTheTablesPrecision) {
  std::vector<int16_t> values;
  for (int32_t i = -32768; i < 32768; i += 97) values.push_back(static_cast<int16_t>(i));
  const auto count = static_cast<int32_t>(values.size());
  // A power of two, one that TANH alone treats as such, others.
  for (const float scale : {0x1p-12f, 0x1p-11f, 0.0001f, 0.003f, 5.0f}) {
    const Value input = Int16({count}, scale, values);
    const Value output = Int16({count}, 0x1p-15f);
    const auto logistic = Compute(Opcode::kLogistic, input, output).output_as<int16_t>();
    const auto tanh = Compute(Opcode::kTanh, input, output).output_as<int16_t>();
    for (size_t i = 0; i < values.size(); ++i) {
      const double x = static_cast<double>(scale) * values[i];
      EXPECT_NEAR(logistic[i], 32768 / (1 + std::exp(-x)), 4.0) << x;
      EXPECT_NEAR(tanh[i], 32768 * std::tanh(x), 8.0) << x;
    }
  }
}

TEST(SigmoidTest, RefusesWhatIsNotDefined) {
  const Value output = Int8({1}, 1.0f / 256, -128);
  EXPECT_EQ(Compute(Opcode::kLogistic, Int8({1}, 0.1f, 0), Int8({1}, 1.0f / 256, 0)).status,
            Status::kBadQuantization);
  EXPECT_EQ(Compute(Opcode::kLogistic, Int8({1}, 1e-9f, 0), output).status, Status::kBadQuantization);
  EXPECT_EQ(Compute(Opcode::kTanh, Int8({1}, 1e-30f, 0), output).status, Status::kBadQuantization);
  const Value wide = Int16({1}, 0x1p-15f);
  EXPECT_EQ(Compute(Opcode::kTanh, Int16({1}, 0.1f), Int16({1}, 0x1p-14f)).status, Status::kBadQuantization);
  EXPECT_EQ(Compute(Opcode::kTanh, Int16({1}, 0.1f), Int16({1}, 0.9e-5f)).status, Status::kBadQuantization);
  EXPECT_EQ(Compute(Opcode::kTanh, Int16({1}, 6.0f), wide).status, Status::kBadQuantization);
  EXPECT_EQ(Compute(Opcode::kTanh, Int8({1}, 0.1f, 0), wide).status, Status::kUnsupportedType);
  Value shifted = Int16({1}, 0.1f);
  shifted.zero_point = -1;
  EXPECT_EQ(Compute(Opcode::kLogistic, shifted, wide).status, Status::kBadQuantization);
}

}  // namespace
}  // namespace assay::kernels
