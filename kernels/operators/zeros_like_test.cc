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
  return testing::RunKernel(kReference, Opcode::kZerosLike, testing::NoOptions{}, {input}, output);
}

TEST(ZerosLikeTest, FillsWithRawZeros) {
  EXPECT_THAT(Compute(Int8({2}, 1.0f, 5, {7, 8}), Int8({2}, 1.0f, 5)).output, ElementsAre(0, 0));
}

TEST(ZerosLikeTest, RefusesWhatIsNotDefined) {
  EXPECT_EQ(Compute(Int8({2}, 1.0f, 0), Float({2})).status, Status::kUnsupportedType);
  EXPECT_EQ(Compute(Int8({2}, 1.0f, 0), Int8({3}, 1.0f, 0)).status, Status::kBadShape);
}

}  // namespace
}  // namespace assay::kernels
