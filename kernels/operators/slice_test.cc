#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Int32Constant;
using testing::Int8;
using testing::Value;

testing::Outcome Compute(const std::vector<int32_t>& begin, const std::vector<int32_t>& size,
                         const std::vector<int32_t>& output, bool constant = true) {
  Value begins = Int32Constant({2}, begin);
  begins.constant = constant;
  return testing::RunKernel(kReference, Opcode::kSlice, 0,
                            {Int8({2, 3}, 1, 0, {1, 2, 3, 4, 5, 6}), begins, Int32Constant({2}, size)},
                            Int8(output, 1, 0));
}

TEST(SliceTest, CutsABoxOut) {
  EXPECT_THAT(Compute({0, 1}, {2, -1}, {2, 2}).output, ElementsAre(2, 3, 5, 6));
  EXPECT_THAT(Compute({1, 0}, {1, 2}, {1, 2}, false).output, ElementsAre(4, 5));
}

TEST(SliceTest, RefusesBoxesThatLeaveTheInput) {
  for (const bool constant : {true, false}) {
    EXPECT_EQ(Compute({0, 2}, {2, 2}, {2, 2}, constant).status, Status::kIndexOutOfRange);
    EXPECT_EQ(Compute({-1, 0}, {2, 2}, {2, 2}, constant).status, Status::kIndexOutOfRange);
    EXPECT_EQ(Compute({0, 0}, {2, -2}, {2, 2}, constant).status, Status::kIndexOutOfRange);
    EXPECT_EQ(Compute({0, 1}, {2, -1}, {2, 3}, constant).status, Status::kBadShape);
    EXPECT_EQ(Compute({2, 3}, {-1, -1}, {1, 1}, constant).status, Status::kBadShape);
  }
}

}  // namespace
}  // namespace assay::kernels
