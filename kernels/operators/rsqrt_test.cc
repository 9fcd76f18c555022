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
  return testing::RunKernel(kReference, Opcode::kRsqrt, testing::NoOptions{}, {input}, output);
}

TEST(RsqrtTest, IsTheInverseRoot) {
  EXPECT_THAT(Compute(Int8({4}, 1.0f, 0, {1, 4, 16, 100}), Int8({4}, 0.01f, 0)).output,
              ElementsAre(100, 50, 25, 10));
  EXPECT_THAT(Compute(Int8({2}, 4.0f, -100, {-99, -100}), Int8({2}, 0.01f, -20)).output,
              ElementsAre(30, 127));
}

TEST(RsqrtTest, ANegativeNumberEndsTheInference) {
  EXPECT_EQ(Compute(Int8({2}, 1.0f, 10, {11, 9}), Int8({2}, 0.01f, 0)).status, Status::kOutOfDomain);
}

TEST(RsqrtTest, RefusesWhatIsNotDefined) {
  EXPECT_EQ(Compute(Int8({1}, 1e-20f, 0), Int8({1}, 1e-3f, 0)).status, Status::kBadQuantization);
  EXPECT_EQ(Compute(Int8({1}, 1.0f, 0), Int8({1}, 1e6f, 0)).status, Status::kBadQuantization);
  Value bare = Int16({1}, 1.0f);
  bare.scales = {};
  EXPECT_EQ(Compute(bare, bare).status, Status::kBadQuantization);
}

}  // namespace
}  // namespace assay::kernels
