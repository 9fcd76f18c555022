#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Float;
using testing::Int8;
using testing::Value;

testing::Outcome Compute(const Value& input, const Value& output) {
  return testing::RunKernel(kReference, Opcode::kDequantize, testing::NoOptions{}, {input}, output);
}

TEST(DequantizeTest, ScalesWhatIsAboveTheZeroPoint) {
  EXPECT_THAT(Compute(Int8({3}, 0.5f, -2, {-2, 0, -128}), Float({3})).output_as<float>(),
              ElementsAre(0.0f, 1.0f, -63.0f));
  Value bytes = Int8({2}, 0.5f, 128, {-1, 0});
  bytes.type = Type::kUInt8;
  EXPECT_THAT(Compute(bytes, Float({2})).output_as<float>(), ElementsAre(63.5f, -64.0f));
}

TEST(DequantizeTest, RefusesWhatIsNotDefined) {
  EXPECT_EQ(Compute(Int8({1}, 1.0f, 0), Int8({1}, 1.0f, 0)).status, Status::kUnsupportedType);
  Value input = Int8({2}, 1.0f, 0);
  input.scales = {1.0f, 2.0f};
  EXPECT_EQ(Compute(input, Float({2})).status, Status::kBadQuantization);
}

}  // namespace
}  // namespace assay::kernels
