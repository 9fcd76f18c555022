#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using testing::Bias;
using ::testing::ElementsAre;
using testing::Int8;

TEST(ShapeTest, GivesTheDimensions) {
  const auto outcome =
      testing::RunKernel(kReference, Opcode::kShape, 0, {Int8({2, 1, 3}, 1, 0)}, Bias({0, 0, 0}));
  EXPECT_THAT(outcome.output_as<int32_t>(), ElementsAre(2, 1, 3));
}

TEST(ShapeTest, RefusesAnotherRankOrType) {
  EXPECT_EQ(testing::RunKernel(kReference, Opcode::kShape, 0, {Int8({2, 1}, 1, 0)}, Bias({0})).status,
            Status::kBadShape);
  EXPECT_EQ(testing::RunKernel(kReference, Opcode::kShape, 0, {Int8({2}, 1, 0)}, Int8({1}, 1, 0)).status,
            Status::kUnsupportedType);
}

}  // namespace
}  // namespace assay::kernels
