#include "harness/model/host_model.h"

#include <gmock/gmock.h>

#include "device-agent/agent/testing/test_model.h"
#include "device-agent/runtime/testing/specs.h"
#include "kernels/reference/reference.h"
#include "kernels/sets.h"

namespace assay {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using Bytes = std::vector<uint8_t>;

// RESHAPE in place would be a view: an addition needs its operand and its sum at the same time.
Bytes Sum(int32_t elements) {
  runtime::testing::ModelSpec spec;
  spec.tensors.assign(2, {.shape = {1, elements}, .scales = {1.0f}, .zero_points = {0}});
  spec.operators = {runtime::testing::Add(0, 0, 1)};
  spec.inputs = {0};
  spec.outputs = {1};
  return runtime::testing::BuildModel(spec);
}

TEST(HostModelTest, IsLoadedAndRuns) {
  HostModel model(Sum(4), kernels::kKernelSets);
  ASSERT_NE(model.interpreter(), nullptr) << model.DescribeRefusal();
  EXPECT_EQ(model.fault().status, Status::kOk);
  EXPECT_TRUE(model.readable());
  EXPECT_EQ(model.reader().operator_count(), 1);
  model.interpreter()->input(0)[2] = 21;
  EXPECT_EQ(model.interpreter()->Invoke(nullptr), Status::kOk);
  EXPECT_EQ(model.interpreter()->output(0)[2], 42);
}

TEST(HostModelTest, HasACopyOfItsModel) {
  Bytes bytes = agent::testing::TestModel();
  HostModel model(bytes, kernels::kKernelSets);
  std::fill(bytes.begin(), bytes.end(), uint8_t{0xFF});
  ASSERT_NE(model.interpreter(), nullptr);
  EXPECT_EQ(model.reader().operator_count(), 2);
  EXPECT_EQ(model.interpreter()->Invoke(nullptr), Status::kOk);
}

TEST(HostModelTest, GetsAsMuchMemoryAsItNeeds) {
  HostModel model(Sum(3 << 20), kernels::kKernelSets);
  ASSERT_NE(model.interpreter(), nullptr) << model.DescribeRefusal();
  EXPECT_GE(model.interpreter()->memory().arena, 6u << 20);
  EXPECT_EQ(model.interpreter()->Invoke(nullptr), Status::kOk);
}

TEST(HostModelTest, TheChoiceOfKernelsIsFollowed) {
  const Bytes bytes = Sum(4);
  EXPECT_NE(HostModel(bytes, kernels::kKernelSets, "reference").interpreter(), nullptr);
  const HostModel model(bytes, kernels::kKernelSets, "unheard-of");
  EXPECT_EQ(model.interpreter(), nullptr);
  EXPECT_EQ(model.fault().status, Status::kUnknownKernelSet);
  EXPECT_TRUE(model.readable()) << "nothing is wrong with the model";
}

TEST(HostModelTest, ARefusedModelCanStillBeRead) {
  const HostModel model(agent::testing::ModelWithUnsupportedOperator(), kernels::kKernelSets);
  EXPECT_EQ(model.interpreter(), nullptr);
  EXPECT_EQ(model.fault().status, Status::kUnsupportedOperator);
  EXPECT_TRUE(model.readable());
  EXPECT_EQ(model.reader().operator_count(), 2);
  EXPECT_THAT(model.DescribeRefusal(), HasSubstr("operator 1 HASHTABLE_LOOKUP"));
}

TEST(HostModelTest, WhatIsNoModelIsTold) {
  const auto refusal = [](const Bytes& bytes) {
    const HostModel model(bytes, kernels::kKernelSets);
    EXPECT_EQ(model.interpreter(), nullptr);
    EXPECT_FALSE(model.readable());
    return model.DescribeRefusal();
  };
  EXPECT_EQ(refusal({}), "is empty");
  EXPECT_EQ(refusal({'P', 'K', 3, 4, 0, 0, 0, 0}), "is no .tflite file (TFL3 is not at byte 4)");
  Bytes half = agent::testing::TestModel();
  half.resize(half.size() / 2);
  EXPECT_THAT(refusal(half),
              HasSubstr("; is the file complete (" + std::to_string(half.size()) + " bytes)?"));
}

// As an agent finds it: in words of this model.
TEST(HostModelTest, AnAgentsFaultIsDescribedByTheModelsOperators) {
  const HostModel model(agent::testing::TestModel(), kernels::kKernelSets);
  runtime::Fault fault;
  fault.status = Status::kUnsupportedType;
  fault.operator_index = 0;
  fault.opcode = agent::testing::kTestOpcodes[0];
  EXPECT_THAT(model.Describe(fault), StartsWith("operator 0 FULLY_CONNECTED"));
}

}  // namespace
}  // namespace assay
