#include "harness/exactness/reference.h"

#include <gmock/gmock.h>

#include <cmath>
#include <cstring>
#include <limits>

#include "device-agent/agent/testing/test_model.h"
#include "device-agent/protocol/crc32.h"
#include "device-agent/runtime/testing/model_builder.h"
#include "harness/base/error.h"

namespace assay {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using Bytes = std::vector<uint8_t>;

template <typename Element>
Bytes ToBytes(const std::vector<Element>& values) {
  Bytes bytes(values.size() * sizeof(Element));
  std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}

template <typename Element>
ElementDifference Compare(Type type, const std::vector<Element>& expected,
                          const std::vector<Element>& actual) {
  return CompareElements(type, ToBytes(expected), ToBytes(actual));
}

// The lowest and the highest number of every type, so that a wrong width or sign would be seen.
template <typename Element>
void ExpectExtremesAreTold(Type type) {
  using Limits = std::numeric_limits<Element>;
  const ElementDifference found =
      Compare<Element>(type, {1, 2, Limits::lowest(), 3}, {1, 2, Limits::max(), 4});
  EXPECT_EQ(found.element, 2u) << TypeName(type);
  EXPECT_EQ(found.expected, static_cast<double>(Limits::lowest())) << TypeName(type);
  EXPECT_EQ(found.actual, static_cast<double>(Limits::max())) << TypeName(type);
  EXPECT_EQ(found.differing, 2u) << TypeName(type);
  EXPECT_EQ(found.largest_difference,
            static_cast<double>(Limits::max()) - static_cast<double>(Limits::lowest()))
      << TypeName(type);
}

TEST(CompareElementsTest, ElementsAreOfTheirType) {
  ExpectExtremesAreTold<int8_t>(Type::kInt8);
  ExpectExtremesAreTold<uint8_t>(Type::kUInt8);
  ExpectExtremesAreTold<uint8_t>(Type::kBool);
  ExpectExtremesAreTold<int16_t>(Type::kInt16);
  ExpectExtremesAreTold<int32_t>(Type::kInt32);
  ExpectExtremesAreTold<int64_t>(Type::kInt64);
  ExpectExtremesAreTold<float>(Type::kFloat32);
}

// The largest difference need not be the first.
TEST(CompareElementsTest, TheFirstIsNamedAndTheLargestMeasured) {
  const ElementDifference found = Compare<int8_t>(Type::kInt8, {5, 5, 5, 5}, {5, 4, 5, 15});
  EXPECT_EQ(found.element, 1u);
  EXPECT_EQ(found.expected, 5);
  EXPECT_EQ(found.actual, 4);
  EXPECT_EQ(found.differing, 2u);
  EXPECT_EQ(found.largest_difference, 10);
}

// Bits are compared, not values: -0 is not 0, and a NaN is itself.
TEST(CompareElementsTest, FloatsAreComparedByTheirBits) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const ElementDifference zeros = Compare<float>(Type::kFloat32, {nan, 0.f}, {nan, -0.f});
  EXPECT_EQ(zeros.element, 1u);
  EXPECT_EQ(zeros.differing, 1u);
  EXPECT_TRUE(std::signbit(zeros.actual));
  EXPECT_EQ(zeros.largest_difference, 0);
}

TEST(CompareElementsTest, ANanInAPlaceOfANumberIsADifference) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const ElementDifference found = Compare<float>(Type::kFloat32, {1.f, 2.f, 3.f}, {1.f, nan, 3.5f});
  EXPECT_EQ(found.element, 1u);
  EXPECT_EQ(found.expected, 2);
  EXPECT_TRUE(std::isnan(found.actual));
  EXPECT_EQ(found.differing, 2u);
  EXPECT_EQ(found.largest_difference, 0.5) << "of the elements that have a distance";
}

class ReferenceModelTest : public ::testing::Test {
 protected:
  ReferenceModel model_{"m.tflite", agent::testing::TestModel()};
  const Bytes input_ = agent::testing::TestInput();
};

TEST_F(ReferenceModelTest, SizesAreThoseOfTheModel) {
  EXPECT_EQ(model_.input_bytes(), 6u);
  EXPECT_EQ(model_.output_bytes(), 5u);
  EXPECT_EQ(model_.classes(), 5u);
  EXPECT_EQ(model_.OperatorType(0), Type::kInt8);
}

// The CRC of an operator is that of its output, and the last operator's output is the model's.
TEST_F(ReferenceModelTest, CrcsAreThoseOfTheOperatorsOutputs) {
  const ReferenceModel::Result result = model_.Run(input_);
  EXPECT_EQ(result.fault.status, Status::kOk);
  ASSERT_EQ(result.operator_crcs.size(), 2u);
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(result.operator_crcs[static_cast<size_t>(i)],
              protocol::Crc32(model_.OperatorOutput(input_, i)));
  }
  EXPECT_NE(result.operator_crcs[0], result.operator_crcs[1]);
  EXPECT_EQ(model_.OperatorOutput(input_, 1), result.output);
}

TEST_F(ReferenceModelTest, ResultsDependOnTheInputAlone) {
  const ReferenceModel::Result first = model_.Run(input_);
  const ReferenceModel::Result other = model_.Run(Bytes(6, 0));
  const ReferenceModel::Result again = model_.Run(input_);
  EXPECT_EQ(first.output, again.output);
  EXPECT_EQ(first.operator_crcs, again.operator_crcs);
  EXPECT_NE(first.output, other.output);
}

std::string Refusal(const Bytes& model) {
  try {
    const ReferenceModel refused("m.tflite", model);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "no error";
}

TEST(ReferenceModelRefusalTest, NamesTheFileAndWhatIsWrong) {
  EXPECT_THAT(Refusal({1, 2, 3}), StartsWith("m.tflite: "));
  EXPECT_THAT(Refusal(agent::testing::ModelWithUnsupportedOperator()), HasSubstr("HASHTABLE_LOOKUP"));
  runtime::testing::ModelSpec spec = runtime::testing::SmallModel();
  spec.operators.clear();
  spec.outputs = spec.inputs;
  EXPECT_THAT(Refusal(runtime::testing::BuildModel(spec)), StartsWith("m.tflite: "));
}

}  // namespace
}  // namespace assay
