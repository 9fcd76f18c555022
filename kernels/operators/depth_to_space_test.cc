#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Int8;
using testing::Value;

testing::Outcome Compute(Opcode opcode, int32_t block, const Value& input,
                         const std::vector<int32_t>& output) {
  const BlockSizeOptions options = {.block_size = block};
  return testing::RunKernel(kReference, opcode, options, {input}, Int8(output, 1, 0));
}

TEST(DepthToSpaceTest, UnfoldsAndFoldsBlocks) {
  EXPECT_THAT(
      Compute(Opcode::kDepthToSpace, 2, Int8({1, 1, 2, 4}, 1, 0, {1, 2, 3, 4, 5, 6, 7, 8}), {1, 2, 4, 1})
          .output,
      ElementsAre(1, 2, 5, 6, 3, 4, 7, 8));
  EXPECT_THAT(
      Compute(Opcode::kSpaceToDepth, 2, Int8({1, 2, 4, 1}, 1, 0, {1, 2, 5, 6, 3, 4, 7, 8}), {1, 1, 2, 4})
          .output,
      ElementsAre(1, 2, 3, 4, 5, 6, 7, 8));
}

TEST(DepthToSpaceTest, RefusesWhatDoesNotFit) {
  const Value deep = Int8({1, 1, 1, 4}, 1, 0, {1, 2, 3, 4});
  for (const int32_t block : {0, -2}) {
    EXPECT_EQ(Compute(Opcode::kDepthToSpace, block, deep, {1, 2, 2, 1}).status, Status::kUnsupportedOption);
    EXPECT_EQ(Compute(Opcode::kSpaceToDepth, block, deep, {1, 2, 2, 1}).status, Status::kUnsupportedOption);
  }
  EXPECT_EQ(Compute(Opcode::kDepthToSpace, 65536, deep, {1, 2, 2, 1}).status, Status::kBadShape);
  EXPECT_EQ(Compute(Opcode::kDepthToSpace, 2, deep, {1, 2, 2, 2}).status, Status::kBadShape);
  EXPECT_EQ(Compute(Opcode::kSpaceToDepth, 2, deep, {1, 1, 1, 16}).status, Status::kBadShape);
}

}  // namespace
}  // namespace assay::kernels
