#include <gmock/gmock.h>

#include <cmath>
#include <cstdint>

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
  return testing::RunKernel(kReference, Opcode::kCast, testing::NoOptions{}, {input}, output);
}

TEST(CastTest, FloatsAreTruncatedAndSaturate) {
  const Value input = Float({6}, {1.9f, -1.9f, 300.0f, -1e20f, NAN, -0.0f});
  EXPECT_THAT(Compute(input, Int8({6}, 1.0f, 0)).output, ElementsAre(1, -1, 127, -128, 0, 0));
  EXPECT_THAT(Compute(input, Int16({6}, 1.0f)).output_as<int16_t>(), ElementsAre(1, -1, 300, -32768, 0, 0));
  Value output = Int8({6}, 1.0f, 0);
  output.type = Type::kBool;
  EXPECT_THAT(Compute(input, output).output, ElementsAre(1, 1, 1, 1, 1, 0));
  output.type = Type::kInt32;
  EXPECT_THAT(Compute(input, output).output_as<int32_t>(), ElementsAre(1, -1, 300, INT32_MIN, 0, 0));
  EXPECT_THAT(Compute(Float({2}, {2147483648.0f, INFINITY}), Value{.dims = {2}, .type = Type::kInt32})
                  .output_as<int32_t>(),
              ElementsAre(INT32_MAX, INT32_MAX));
}

TEST(CastTest, IntegersWrap) {
  EXPECT_THAT(Compute(Int16({3}, 1.0f, {300, -300, 128}), Int8({3}, 1.0f, 0)).output,
              ElementsAre(44, -44, -128));
}

TEST(CastTest, AnyByteButZeroIsTrue) {
  Value input = Int8({3}, 1.0f, 0, {0, 1, -2});
  input.type = Type::kBool;
  EXPECT_THAT(Compute(input, Float({3})).output_as<float>(), ElementsAre(0.0f, 1.0f, 1.0f));
}

TEST(CastTest, RefusesWhatIsNotDefined) {
  EXPECT_EQ(Compute(Int8({1}, 1.0f, 0), Value{.dims = {1}, .type = Type::kInt64}).status,
            Status::kUnsupportedType);
  EXPECT_EQ(Compute(Int8({1}, 1.0f, 0), Int8({2}, 1.0f, 0)).status, Status::kBadShape);
}

}  // namespace
}  // namespace assay::kernels
