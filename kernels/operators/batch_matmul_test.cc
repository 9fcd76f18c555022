#include "kernels/operators/batch_matmul.h"

#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Float;
using testing::Int16;
using testing::Int8;
using testing::Value;

testing::Outcome Compute(const BatchMatmulOptions& options, const Value& x, const Value& y,
                         const Value& output) {
  return testing::RunKernel(kReference, Opcode::kBatchMatmul, options, {x, y}, output);
}

constexpr BatchMatmulOptions kPlain = {false, false};

TEST(BatchMatmulTest, EitherMatrixMayBeTransposed) {
  const Value x = Int8({2, 3}, 1, 1, {2, 3, 4, 5, 6, 7});     // real 1 2 3, 4 5 6
  const Value y = Int8({3, 2}, 1, -1, {0, -1, -1, 0, 1, 1});  // real 1 0, 0 1, 2 2
  const Value output = Int8({2, 2}, 1, 0);
  EXPECT_THAT(Compute(kPlain, x, y, output).output, ElementsAre(7, 8, 16, 17));
  const Value x_adjoint = Int8({3, 2}, 1, 1, {2, 5, 3, 6, 4, 7});
  EXPECT_THAT(Compute({true, false}, x_adjoint, y, output).output, ElementsAre(7, 8, 16, 17));
  const Value y_adjoint = Int8({2, 3}, 1, -1, {0, -1, 1, -1, 0, 1});
  EXPECT_THAT(Compute({false, true}, x, y_adjoint, output).output, ElementsAre(7, 8, 16, 17));
}

TEST(BatchMatmulTest, BatchesBroadcastBothWays) {
  const Value x = Float({2, 1, 1, 2}, {1, 2, 3, 4});
  const Value y = Float({3, 2, 1}, {1, 0, 0, 1, 1, 1});
  EXPECT_THAT(Compute(kPlain, x, y, Float({2, 3, 1, 1})).output_as<float>(), ElementsAre(1, 2, 3, 3, 4, 7));
}

TEST(BatchMatmulTest, TheOutputMayHaveOnesInFront) {
  const Value x = Float({1, 2}, {1, 2});
  const Value y = Float({2, 1}, {3, 4});
  EXPECT_THAT(Compute(kPlain, x, y, Float({1, 1, 1, 1, 1})).output_as<float>(), ElementsAre(11));
}

TEST(BatchMatmulTest, Int16SumsIn64Bits) {
  const Value x = Int16({1, 3}, 1, {32767, 32767, 32767});
  const Value y = Int16({3, 1}, 1, {32767, 32767, 32767});
  EXPECT_THAT(Compute(kPlain, x, y, Int16({1, 1}, 0x1p18f)).output_as<int16_t>(), ElementsAre(12287));
}

TEST(BatchMatmulTest, RefusesContradictions) {
  const Value x = Int8({2, 2, 3}, 1, 0, std::vector<int8_t>(12));
  const Value y = Int8({3, 2}, 1, 0, std::vector<int8_t>(6));
  const Value output = Int8({2, 2, 2}, 1, 0);
  EXPECT_EQ(Compute(kPlain, x, y, output).status, Status::kOk);
  EXPECT_EQ(Compute({true, false}, x, y, output).status, Status::kBadShape);
  EXPECT_EQ(Compute(kPlain, x, Int8({3, 3, 2}, 1, 0), output).status, Status::kBadShape);
  EXPECT_EQ(Compute(kPlain, x, Int8({3}, 1, 0), output).status, Status::kBadShape);
  EXPECT_EQ(Compute(kPlain, x, y, Int8({4, 2}, 1, 0)).status, Status::kBadShape);
  EXPECT_EQ(Compute(kPlain, x, y, Int8({2, 2, 3}, 1, 0)).status, Status::kBadShape);
  EXPECT_EQ(Compute(kPlain, x, y, Int16({2, 2, 2}, 1)).status, Status::kUnsupportedType);
  EXPECT_EQ(Compute(kPlain, x, y, Int8({2, 2, 2}, 1e-30f, 0)).status, Status::kBadQuantization);
  Value offset = Int16({1, 1}, 1, {1});
  EXPECT_EQ(Compute(kPlain, offset, offset, Int16({1, 1}, 1)).status, Status::kOk);
  offset.zero_point = 1;
  EXPECT_EQ(Compute(kPlain, offset, offset, Int16({1, 1}, 1)).status, Status::kBadQuantization);
}

}  // namespace
}  // namespace assay::kernels
