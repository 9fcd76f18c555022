#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Int32Constant;
using testing::Int8;
using testing::Value;

testing::Outcome Compute(const std::vector<int32_t>& axes, bool constant) {
  Value operand = Int32Constant({static_cast<int32_t>(axes.size())}, axes);
  operand.constant = constant;
  return testing::RunKernel(kReference, Opcode::kReverseV2, 0,
                            {Int8({2, 1, 3}, 1, 0, {1, 2, 3, 4, 5, 6}), operand}, Int8({2, 1, 3}, 1, 0));
}

TEST(ReverseV2Test, ReversesNeighbouringAxes) {
  EXPECT_THAT(Compute({0}, true).output, ElementsAre(4, 5, 6, 1, 2, 3));
  EXPECT_THAT(Compute({-1}, false).output, ElementsAre(3, 2, 1, 6, 5, 4));
  EXPECT_THAT(Compute({2, 0, 1}, false).output, ElementsAre(6, 5, 4, 3, 2, 1));
}

TEST(ReverseV2Test, RefusesOtherAxes) {
  for (const bool constant : {true, false}) {
    EXPECT_EQ(Compute({3}, constant).status, Status::kIndexOutOfRange);
    EXPECT_EQ(Compute({-4}, constant).status, Status::kIndexOutOfRange);
    EXPECT_EQ(Compute({0, 2}, constant).status, Status::kUnsupportedOption);
    EXPECT_EQ(Compute({1, 1}, constant).status, Status::kUnsupportedOption);
    EXPECT_EQ(Compute({0, 1, 2, 0}, constant).status, Status::kBadShape);
  }
}

}  // namespace
}  // namespace assay::kernels
