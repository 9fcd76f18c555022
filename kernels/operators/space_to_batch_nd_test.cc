#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Int32Constant;
using testing::Int8;
using testing::Value;

// Without a width.
testing::Outcome Compute(Opcode opcode, const Value& input, int32_t block, const std::vector<int32_t>& frame,
                         const std::vector<int32_t>& output, bool constant = true) {
  Value operand = Int32Constant({1}, {block});
  operand.constant = constant;
  return testing::RunKernel(kReference, opcode, 0, {input, operand, Int32Constant({1, 2}, frame)},
                            Int8(output, 1, 7));
}

TEST(SpaceToBatchNdTest, PadsWithTheZeroPoint) {
  EXPECT_THAT(Compute(Opcode::kSpaceToBatchNd, Int8({1, 3, 1}, 1, 7, {1, 2, 3}), 2, {1, 0}, {2, 2, 1}).output,
              ElementsAre(7, 2, 1, 3));
}

TEST(SpaceToBatchNdTest, CutsOffOnTheWayBack) {
  EXPECT_THAT(
      Compute(Opcode::kBatchToSpaceNd, Int8({2, 2, 1}, 1, 7, {7, 2, 1, 3}), 2, {1, 0}, {1, 3, 1}).output,
      ElementsAre(1, 2, 3));
}

TEST(SpaceToBatchNdTest, RefusesContradictions) {
  const Value input = Int8({1, 3, 1}, 1, 7, {1, 2, 3});
  for (const bool constant : {true, false}) {
    const auto status = [&](int32_t block, const std::vector<int32_t>& frame,
                            const std::vector<int32_t>& output) {
      return Compute(Opcode::kSpaceToBatchNd, input, block, frame, output, constant).status;
    };
    EXPECT_EQ(status(0, {1, 0}, {2, 2, 1}), Status::kIndexOutOfRange);
    EXPECT_EQ(status(-2, {1, 0}, {2, 2, 1}), Status::kIndexOutOfRange);
    EXPECT_EQ(status(2, {-1, 2}, {2, 2, 1}), Status::kIndexOutOfRange);
    EXPECT_EQ(status(2, {0, 0}, {2, 2, 1}), Status::kIndexOutOfRange);
    EXPECT_EQ(status(2, {1, 0}, {1, 2, 1}), Status::kIndexOutOfRange);
    EXPECT_EQ(status(2, {2147483647, 2147483647}, {2, 2, 1}), Status::kIndexOutOfRange);
  }
  EXPECT_EQ(Compute(Opcode::kSpaceToBatchNd, input, 2, {1, 0}, {2, 2, 2}).status, Status::kBadShape);
}

}  // namespace
}  // namespace assay::kernels
