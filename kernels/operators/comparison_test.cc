#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Int8;
using testing::Value;

testing::Outcome Compare(Opcode opcode, const Value& a, const Value& b) {
  return testing::RunKernel(kReference, opcode, 0, {a, b},
                            {.dims = a.dims, .scales = {}, .type = Type::kBool});
}

TEST(ComparisonTest, ComparesRealNumbers) {
  const Value a = Int8({3}, 0.5f, 1, {2, 3, 4});  // 0.5, 1, 1.5
  const Value b = Int8({1}, 0.25f, -2, {2});      // 1
  EXPECT_THAT(Compare(Opcode::kEqual, a, b).output, ElementsAre(0, 1, 0));
  EXPECT_THAT(Compare(Opcode::kNotEqual, a, b).output, ElementsAre(1, 0, 1));
  EXPECT_THAT(Compare(Opcode::kGreater, a, b).output, ElementsAre(0, 0, 1));
  EXPECT_THAT(Compare(Opcode::kGreaterEqual, a, b).output, ElementsAre(0, 1, 1));
  EXPECT_THAT(Compare(Opcode::kLess, a, b).output, ElementsAre(1, 0, 0));
  EXPECT_THAT(Compare(Opcode::kLessEqual, a, b).output, ElementsAre(1, 1, 0));
  const Value c = testing::Int16({2}, 0.5f, {-1, 32767});
  EXPECT_THAT(Compare(Opcode::kGreater, c, testing::Int16({}, 0.25f, {-2})).output, ElementsAre(0, 1));
}

TEST(ComparisonTest, RefusesContradictions) {
  const Value a = Int8({1}, 0.5f, 0, {1});
  EXPECT_EQ(Compare(Opcode::kLess, a, Int8({1}, 1.0f, 0, {1})).status, Status::kBadQuantization);
  EXPECT_EQ(Compare(Opcode::kLess, a, testing::Int16({1}, 0.5f, {1})).status, Status::kUnsupportedType);
  EXPECT_EQ(Compare(Opcode::kLess, a, Int8({2}, 0.5f, 0, {1, 2})).status, Status::kBadShape);
  EXPECT_EQ(testing::RunKernel(kReference, Opcode::kLess, 0, {a, a}, a).status, Status::kUnsupportedType);
}

}  // namespace
}  // namespace assay::kernels
