#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Int8;
using testing::Value;

testing::Outcome Broadcast(const Value& input, const Value& shape, const Value& output) {
  return testing::RunKernel(kReference, Opcode::kBroadcastTo, 0, {input, shape}, output);
}
Value Dims(std::vector<int32_t> values) {
  const auto size = static_cast<int32_t>(values.size());
  return {.dims = {size}, .scales = {}, .type = Type::kInt32, .int32 = std::move(values), .constant = true};
}

TEST(BroadcastToTest, Repeats) {
  const Value column = Int8({2, 1}, 1, 0, {1, 2});
  EXPECT_THAT(Broadcast(column, Dims({2, 2, 3}), Int8({2, 2, 3}, 1, 0)).output,
              ElementsAre(1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2));
  const Value shape = {.dims = {2}, .scales = {}, .type = Type::kInt64, .int64 = {2, 2}, .constant = true};
  EXPECT_THAT(Broadcast(testing::Float({2}, {1, 2}), shape, testing::Float({2, 2})).output_as<float>(),
              ElementsAre(1, 2, 1, 2));
}

TEST(BroadcastToTest, RefusesContradictions) {
  const Value input = Int8({2, 1}, 1, 0, {1, 2});
  const Value output = Int8({2, 3}, 1, 0);
  EXPECT_EQ(Broadcast(input, Dims({2, 2}), output).status, Status::kBadShape);
  EXPECT_EQ(Broadcast(input, Dims({2}), output).status, Status::kBadShape);
  EXPECT_EQ(Broadcast(Int8({3, 1}, 1, 0, {1, 2, 3}), Dims({2, 3}), output).status, Status::kBadShape);
  EXPECT_EQ(Broadcast(input, Dims({2}), Int8({2}, 1, 0)).status, Status::kBadShape);
  EXPECT_EQ(Broadcast(input, Dims({1, 1, 1, 1, 2, 1}), Int8({1, 1, 1, 1, 2, 1}, 1, 0)).status,
            Status::kUnsupportedShape);
  Value known_later = Dims({2, 3});
  known_later.constant = false;
  EXPECT_EQ(Broadcast(input, known_later, output).status, Status::kUnsupportedShape);
  EXPECT_EQ(Broadcast(input, testing::Float({2}, {2, 3}), output).status, Status::kUnsupportedType);
  EXPECT_EQ(Broadcast(input, Dims({2, 3}), testing::Float({2, 3})).status, Status::kUnsupportedType);
}

}  // namespace
}  // namespace assay::kernels
