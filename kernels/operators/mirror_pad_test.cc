#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Int32Constant;
using testing::Int8;
using testing::Value;

constexpr MirrorPadOptions kReflect = {.mode = 0};
constexpr MirrorPadOptions kSymmetric = {.mode = 1};

testing::Outcome Compute(const MirrorPadOptions& options, const Value& paddings, int32_t output) {
  return testing::RunKernel(kReference, Opcode::kMirrorPad, options, {Int8({3}, 1, 0, {1, 2, 3}), paddings},
                            Int8({output}, 1, 0));
}

TEST(MirrorPadTest, MirrorsWithOrWithoutTheEdge) {
  const Value paddings = Int32Constant({1, 2}, {2, 1});
  EXPECT_THAT(Compute(kReflect, paddings, 6).output, ElementsAre(3, 2, 1, 2, 3, 2));
  EXPECT_THAT(Compute(kSymmetric, paddings, 6).output, ElementsAre(2, 1, 1, 2, 3, 3));
}

TEST(MirrorPadTest, RefusesToReadOutside) {
  EXPECT_EQ(Compute(kReflect, Int32Constant({1, 2}, {3, 0}), 6).status, Status::kIndexOutOfRange);
  EXPECT_EQ(Compute(kSymmetric, Int32Constant({1, 2}, {4, 0}), 7).status, Status::kIndexOutOfRange);
  EXPECT_EQ(Compute(kSymmetric, Int32Constant({1, 2}, {-1, 1}), 3).status, Status::kIndexOutOfRange);
}

TEST(MirrorPadTest, ChecksPaddingsThatAreNotConstant) {
  Value paddings = Int32Constant({1, 2}, {1, 1});
  paddings.constant = false;
  EXPECT_THAT(Compute(kSymmetric, paddings, 5).output, ElementsAre(1, 1, 2, 3, 3));
  paddings.int32 = {1, 2};
  EXPECT_EQ(Compute(kSymmetric, paddings, 5).status, Status::kIndexOutOfRange);
}

TEST(MirrorPadTest, RefusesOtherModes) {
  EXPECT_EQ(Compute({.mode = 2}, Int32Constant({1, 2}, {1, 1}), 5).status, Status::kUnsupportedOption);
}

}  // namespace
}  // namespace assay::kernels
