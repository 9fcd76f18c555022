#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Int8;
using testing::Value;

testing::Outcome Compute(const Value& x, const Value& alpha, const Value& output) {
  return testing::RunKernel(kReference, Opcode::kPrelu, 0, {x, alpha}, output);
}

TEST(PreluTest, MultipliesNegativeValues) {
  // 4 and -4, alpha 0.5, in steps of 0.25 from 1.
  const Value x = Int8({2, 1}, 0.5f, 2, {10, -6});
  EXPECT_THAT(Compute(x, Int8({}, 0.25f, 1, {3}), Int8({2, 1}, 0.25f, 1)).output, ElementsAre(17, -7));
  const Value wide = testing::Int16({2}, 0.5f, {8, -8});
  EXPECT_THAT(Compute(wide, Int8({}, 0.25f, 1, {3}), testing::Int16({2}, 0.25f)).output_as<int16_t>(),
              ElementsAre(16, -8));
  EXPECT_THAT(Compute(testing::Float({2}, {4, -4}), testing::Float({2}, {9, 0.5f}), testing::Float({2}))
                  .output_as<float>(),
              ElementsAre(4, -2));
}

TEST(PreluTest, RefusesContradictions) {
  const Value x = Int8({2}, 0.5f, 2, {10, -6});
  EXPECT_EQ(Compute(x, testing::Float({}, {1}), x).status, Status::kUnsupportedType);
  EXPECT_EQ(Compute(testing::Int16({1}, 1, {1}), testing::Int16({1}, 1, {1}), testing::Int16({1}, 1)).status,
            Status::kUnsupportedType);
  EXPECT_EQ(Compute(x, Int8({3}, 1, 0, {1, 2, 3}), x).status, Status::kBadShape);
  EXPECT_EQ(Compute(x, x, Int8({2}, 1e-12f, 0)).status, Status::kBadQuantization);
}

}  // namespace
}  // namespace assay::kernels
