#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Int8;
using testing::Value;

testing::Outcome Not(const Value& input, const Value& output) {
  return testing::RunKernel(kReference, Opcode::kLogicalNot, 0, {input}, output);
}

TEST(LogicalNotTest, Inverts) {
  const Value input = {.dims = {3}, .scales = {}, .type = Type::kBool, .int8 = {0, 1, 2}};
  EXPECT_THAT(Not(input, input).output, ElementsAre(1, 0, 0));
  EXPECT_EQ(Not(input, Int8({3}, 1, 0)).status, Status::kUnsupportedType);
  EXPECT_EQ(Not(input, {.dims = {2}, .scales = {}, .type = Type::kBool}).status, Status::kBadShape);
}

}  // namespace
}  // namespace assay::kernels
