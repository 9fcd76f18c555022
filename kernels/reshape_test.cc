#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Int8;
using testing::Value;

testing::Outcome Compute(const Value& input, const Value& output) {
  return testing::RunKernel(kReference, Opcode::kReshape, 0, {input}, output);
}

TEST(ReshapeTest, CopiesWhatIsElsewhere) {
  EXPECT_THAT(Compute(Int8({4}, 1, 0, {1, 2, 3, 4}), Int8({2, 2}, 1, 0)).output, ElementsAre(1, 2, 3, 4));
}

TEST(ReshapeTest, RefusesOtherSizesAndTypes) {
  EXPECT_EQ(Compute(Int8({4}, 1, 0, {1, 2, 3, 4}), Int8({5}, 1, 0)).status, Status::kBadShape);
  EXPECT_EQ(Compute(Int8({4}, 1, 0, {1, 2, 3, 4}), {.dims = {1}, .type = Type::kInt32}).status,
            Status::kUnsupportedType);
}

}  // namespace
}  // namespace assay::kernels
