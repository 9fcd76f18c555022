#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Float;
using testing::Int8;
using testing::Value;

testing::Outcome Compute(const Value& input, const Value& output) {
  return testing::RunKernel(kReference, Opcode::kLogSoftmax, testing::NoOptions{}, {input}, output);
}

TEST(LogSoftmaxTest, IsWithinAStepOfTheRealFunction) {
  const std::vector<int8_t> values = {-128, -20, 0, 3, 17, 90, 127, 127};
  for (const float scale : {0.001f, 0.02f, 0.3f, 10.0f}) {
    const auto output = Compute(Int8({1, 8}, scale, 4, values), Int8({1, 8}, 0.0625f, 127)).output;
    const auto s = static_cast<double>(scale);
    double sum = 0;
    for (const int8_t value : values) sum += std::exp(s * (value - 127));
    for (size_t i = 0; i < values.size(); ++i) {
      const double real = s * (values[i] - 127) - std::log(sum);
      EXPECT_NEAR(output[i], std::max(real * 16 + 127, -128.0), 1.0) << scale << " " << i;
    }
  }
}

TEST(LogSoftmaxTest, ComputesFloats) {
  const float half = std::log(0.5f);
  EXPECT_THAT(Compute(Float({1, 2}, {3, 3}), Float({1, 2})).output_as<float>(), ElementsAre(half, half));
}

TEST(LogSoftmaxTest, RefusesWhatIsNotDefined) {
  const Value output = Int8({4}, 0.0625f, 127);
  EXPECT_EQ(Compute(Int8({4}, 1.0f, 0), Int8({4}, 0.0625f, 0)).status, Status::kBadQuantization);
  EXPECT_EQ(Compute(Int8({4}, 1.0f, 0), Int8({4}, 0.125f, 127)).status, Status::kBadQuantization);
  EXPECT_EQ(Compute(Int8({4}, 1e-9f, 0), output).status, Status::kBadQuantization);
  EXPECT_EQ(Compute(Int8({4}, 0x1p-26f, 0), output).status, Status::kBadQuantization);
  EXPECT_EQ(Compute(Int8({4}, 1.0f, 0), Int8({2, 2}, 0.0625f, 127)).status, Status::kBadShape);
  EXPECT_EQ(Compute(Int8({4096}, 1.0f, 0), Int8({4096}, 0.0625f, 127)).status, Status::kUnsupportedShape);
}

}  // namespace
}  // namespace assay::kernels
