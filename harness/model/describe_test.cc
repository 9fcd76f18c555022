#include "harness/model/describe.h"

#include <gtest/gtest.h>

#include <limits>

#include "device-agent/runtime/testing/model_builder.h"
#include "harness/model/host_model.h"
#include "kernels/sets.h"

namespace assay {
namespace {

template <typename Element>
std::string Values(Type type, const std::vector<Element>& values, size_t limit = 32) {
  const auto* first = reinterpret_cast<const uint8_t*>(values.data());
  return DescribeValues(type, std::vector<uint8_t>(first, first + values.size() * sizeof(Element)), limit);
}

TEST(DescribeTest, ValuesAreNumbersOfTheirType) {
  EXPECT_EQ(Values<int8_t>(Type::kInt8, {-128, 127, 65}), "-128 127 65") << "no letters";
  EXPECT_EQ(Values<uint8_t>(Type::kUInt8, {0, 255, 65}), "0 255 65");
  EXPECT_EQ(Values<uint8_t>(Type::kBool, {0, 1}), "0 1");
  EXPECT_EQ(Values<int16_t>(Type::kInt16, {-32768, 32767}), "-32768 32767");
  EXPECT_EQ(Values<int32_t>(Type::kInt32, {std::numeric_limits<int32_t>::min()}), "-2147483648");
  EXPECT_EQ(Values<int64_t>(Type::kInt64, {std::numeric_limits<int64_t>::min()}), "-9223372036854775808");
  EXPECT_EQ(Values<float>(Type::kFloat32, {-0.5f, 3.f}), "-0.5 3");
  EXPECT_EQ(Values<float>(Type::kFloat32, {std::numeric_limits<float>::quiet_NaN()}), "nan");
}

TEST(DescribeTest, LongTensorsAreCutShort) {
  EXPECT_EQ(Values<int8_t>(Type::kInt8, {1, 2, 3}, 3), "1 2 3");
  EXPECT_EQ(Values<int8_t>(Type::kInt8, {1, 2, 3, 4}, 3), "1 2 3 … (4 values)");
  EXPECT_EQ(Values<int16_t>(Type::kInt16, {}), "");
}

TEST(DescribeTest, InputsAndOutputsByTypeAndShape) {
  runtime::testing::ModelSpec spec = runtime::testing::SmallModel();
  spec.outputs = {7, 6};
  const HostModel model(runtime::testing::BuildModel(spec), kernels::kKernelSets);
  ASSERT_NE(model.interpreter(), nullptr);
  EXPECT_EQ(DescribeInputs(*model.interpreter()), "int8[1,4,4,2]");
  EXPECT_EQ(DescribeOutputs(*model.interpreter()), "int8[1,4], int8[1,4]");
}

}  // namespace
}  // namespace assay
