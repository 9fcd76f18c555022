#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Value;

testing::Outcome Broadcast(const Value& a, const Value& b, const Value& output) {
  return testing::RunKernel(kReference, Opcode::kBroadcastArgs, 0, {a, b}, output);
}
Value Dims(std::vector<int32_t> values) {
  const auto size = static_cast<int32_t>(values.size());
  return {.dims = {size}, .scales = {}, .type = Type::kInt32, .int32 = std::move(values)};
}

TEST(BroadcastArgsTest, TakesTheLongerOfEachDimension) {
  EXPECT_THAT(Broadcast(Dims({1, 3}), Dims({5, 2, 1}), Dims({0, 0, 0})).output_as<int32_t>(),
              ElementsAre(5, 2, 3));
  EXPECT_THAT(Broadcast(Dims({3}), Dims({1}), Dims({0, 0})).output_as<int32_t>(), ElementsAre(1, 3));
  const Value wide = {.dims = {2}, .scales = {}, .type = Type::kInt64, .int64 = {1, 7}};
  EXPECT_THAT(Broadcast(wide, wide, wide).output_as<int64_t>(), ElementsAre(1, 7));
}

TEST(BroadcastArgsTest, RefusesContradictions) {
  EXPECT_EQ(Broadcast(Dims({2}), Dims({3}), Dims({0})).status, Status::kBadShape);
  EXPECT_EQ(Broadcast(Dims({2}), Dims({2, 2}), Dims({0})).status, Status::kBadShape);
  const Value wide = {.dims = {1}, .scales = {}, .type = Type::kInt64, .int64 = {1}};
  EXPECT_EQ(Broadcast(Dims({2}), wide, Dims({0})).status, Status::kUnsupportedType);
}

}  // namespace
}  // namespace assay::kernels
