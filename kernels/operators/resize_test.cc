#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Int32Constant;
using testing::Int8;
using testing::Value;

testing::Outcome Compute(Opcode opcode, const ResizeOptions& options, const Value& input,
                         const std::vector<int32_t>& size, const Value& output) {
  return testing::RunKernel(kReference, opcode, options, {input, Int32Constant({2}, size)}, output);
}

TEST(ResizeTest, NearestNeighbourRepeats) {
  EXPECT_THAT(Compute(Opcode::kResizeNearestNeighbor, {}, Int8({1, 1, 2, 1}, 1, 0, {1, 2}), {1, 4},
                      Int8({1, 1, 4, 1}, 1, 0))
                  .output,
              ElementsAre(1, 1, 2, 2));
}

TEST(ResizeTest, BilinearRoundsHalvesAwayFromZero) {
  EXPECT_THAT(Compute(Opcode::kResizeBilinear, {.align_corners = true, .half_pixel_centers = false},
                      Int8({1, 1, 2, 1}, 1, 0, {-1, 2}), {1, 3}, Int8({1, 1, 3, 1}, 1, 0))
                  .output,
              ElementsAre(-1, 1, 2));
}

TEST(ResizeTest, BilinearRefusesToReadOutside) {
  // 1024 / 1366 of a pixel rounds up to a 1024th, 1365 of which are more than the one pixel that there is.
  EXPECT_EQ(Compute(Opcode::kResizeBilinear, {}, Int8({1, 1, 1, 1}, 1, 0, {1}), {1, 1366},
                    Int8({1, 1, 1366, 1}, 1, 0))
                .status,
            Status::kUnsupportedShape);
}

TEST(ResizeTest, RefusesWhatDoesNotFit) {
  const Value input = Int8({1, 1, 2, 1}, 1, 0, {1, 2});
  const Value output = Int8({1, 1, 4, 1}, 1, 0);
  for (const Opcode opcode : {Opcode::kResizeNearestNeighbor, Opcode::kResizeBilinear}) {
    EXPECT_EQ(Compute(opcode, {}, input, {4, 1}, output).status, Status::kBadShape);
    EXPECT_EQ(Compute(opcode, {}, input, {0, 4}, output).status, Status::kBadShape);
    EXPECT_EQ(Compute(opcode, {}, input, {1, (1 << 20) + 1}, Int8({1, 1, (1 << 20) + 1, 1}, 1, 0)).status,
              Status::kUnsupportedShape);
  }
  EXPECT_EQ(Compute(Opcode::kResizeBilinear, {.align_corners = true, .half_pixel_centers = true}, input,
                    {1, 4}, output)
                .status,
            Status::kUnsupportedOption);
}

}  // namespace
}  // namespace assay::kernels
