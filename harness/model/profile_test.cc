#include "harness/model/profile.h"

#include <gmock/gmock.h>

#include "device-agent/agent/testing/test_model.h"
#include "device-agent/runtime/testing/model_builder.h"
#include "harness/base/error.h"
#include "kernels/sets.h"

namespace assay {
namespace {

using runtime::testing::ModelSpec;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

ModelProfile Describe(const std::vector<uint8_t>& model, const std::string& kernels = "") {
  return DescribeModel(HostModel(model, kernels::kKernelSets), kernels);
}

TEST(ProfileTest, OperatorsAreDescribedInOrder) {
  const ModelProfile profile = Describe(runtime::testing::BuildModel(runtime::testing::SmallModel()));
  EXPECT_EQ(profile.fault, "");
  ASSERT_THAT(profile.subgraphs, SizeIs(1));
  const SubgraphProfile& main = profile.main();
  EXPECT_EQ(main.inputs, "int8[1,4,4,2]");
  EXPECT_EQ(main.outputs, "int8[1,4]");
  EXPECT_THAT(main.callers, IsEmpty());
  ASSERT_THAT(main.operators, SizeIs(4));
  const OperatorProfile& conv = main.operators[0];
  EXPECT_EQ(conv.name, "CONV_2D");
  EXPECT_EQ(conv.inputs, "int8[1,4,4,2]") << "constants are no activations";
  EXPECT_EQ(conv.output, "int8[1,4,4,2]");
  EXPECT_EQ(conv.weights, 36u + 8u);
  EXPECT_EQ(conv.macs, 32u * 18);
  const OperatorProfile& dense = main.operators[2];
  EXPECT_EQ(dense.name, "FULLY_CONNECTED");
  EXPECT_EQ(dense.inputs, "int8[1,32]") << "an operand that is absent is none";
  EXPECT_EQ(dense.weights, 128u);
  EXPECT_EQ(main.operators[3].weights, 0u);
  EXPECT_EQ(main.macs, conv.macs + dense.macs);
  EXPECT_EQ(main.weights, conv.weights + dense.weights);
}

TEST(ProfileTest, TheChoiceOfKernelsIsFollowed) {
  const std::vector<uint8_t> model = runtime::testing::BuildModel(runtime::testing::SmallModel());
  const auto sets = [&](const std::string& kernels) {
    std::vector<std::string> names;
    const auto profile = Describe(model, kernels);
    for (const OperatorProfile& op : profile.main().operators) names.push_back(op.kernel_set);
    return names;
  };
  EXPECT_THAT(sets("reference"), ElementsAre("reference", "reference", "reference", "reference"));
  EXPECT_THAT(sets("portable,FULLY_CONNECTED=reference"),
              ElementsAre("portable", "reference", "reference", "portable"))
      << "RESHAPE is in `reference` alone";
  EXPECT_THAT(sets("unheard-of"), ElementsAre("", "", "", ""));
}

TEST(ProfileTest, ThePlanIsThatOfTheRuntime) {
  const ModelProfile profile = Describe(runtime::testing::BuildModel(runtime::testing::SmallModel()));
  ASSERT_TRUE(profile.memory);
  EXPECT_EQ(profile.memory->arena, profile.memory->persistent + profile.peak.activations +
                                       profile.peak.scratch + profile.memory->fragmentation);
  std::vector<int32_t> placed;
  for (const Allocation& item : profile.plan) {
    EXPECT_GE(item.offset, profile.memory->persistent);
    EXPECT_LE(item.offset + item.bytes, profile.memory->arena);
    if (item.kind == AllocationKind::kActivation) placed.push_back(item.tensor);
  }
  EXPECT_THAT(placed, ::testing::UnorderedElementsAre(0, 3, 6, 7));
  ASSERT_THAT(profile.views, SizeIs(1)) << "what RESHAPE makes has no bytes of its own";
  EXPECT_EQ(profile.views[0].tensor, 4);
  EXPECT_EQ(profile.views[0].of, 3);
  EXPECT_EQ(profile.views[0].operator_index, 1);
}

TEST(ProfileTest, ConstantsThatOperatorsShareCountOnce) {
  ModelSpec spec = runtime::testing::SmallModel();
  spec.tensors.push_back({.shape = {1, 4}, .scales = {1.5f}, .zero_points = {0}});
  spec.operators.push_back(spec.operators[2]);
  spec.operators.back().outputs = {8};
  const ModelProfile profile = Describe(runtime::testing::BuildModel(spec));
  EXPECT_EQ(profile.main().operators[2].weights, 128u);
  EXPECT_EQ(profile.main().operators[4].weights, 128u);
  EXPECT_EQ(profile.main().weights, 44u + 128u);
}

// Where in a model a subgraph is called from; neither has to make sense otherwise.
TEST(ProfileTest, CalledSubgraphsKnowTheirCallers) {
  ModelSpec spec = runtime::testing::SmallModel();
  const ModelSpec called = spec;
  spec.operators = {
      {static_cast<int32_t>(kernels::Opcode::kWhile),
       {0},
       {3},
       kernels::WhileOptions{.condition_subgraph = 2, .body_subgraph = 1}},
      {static_cast<int32_t>(kernels::Opcode::kIf),
       {0},
       {7},
       kernels::IfOptions{.then_subgraph = 1, .else_subgraph = 77}},
  };
  spec.called = {called, called};
  const ModelProfile profile = Describe(runtime::testing::BuildModel(spec));
  ASSERT_THAT(profile.subgraphs, SizeIs(3));
  EXPECT_THAT(profile.main().operators, SizeIs(2));
  EXPECT_EQ(profile.main().macs, 0u) << "those of subgraphs that it calls are theirs";
  EXPECT_GT(profile.subgraphs[1].macs, 0u);
  ASSERT_THAT(profile.subgraphs[1].callers, SizeIs(2));
  EXPECT_EQ(profile.subgraphs[1].callers[0].op, "WHILE");
  EXPECT_EQ(profile.subgraphs[1].callers[0].role, "body");
  EXPECT_EQ(profile.subgraphs[1].callers[0].operator_index, 0);
  EXPECT_EQ(profile.subgraphs[1].callers[1].op, "IF");
  EXPECT_EQ(profile.subgraphs[1].callers[1].role, "then");
  EXPECT_EQ(profile.subgraphs[1].callers[1].operator_index, 1);
  ASSERT_THAT(profile.subgraphs[2].callers, SizeIs(1));
  EXPECT_EQ(profile.subgraphs[2].callers[0].role, "condition");
}

TEST(ProfileTest, AModelThatIsRefusedIsDescribedAllTheSame) {
  const ModelProfile profile = Describe(agent::testing::ModelWithUnsupportedOperator());
  EXPECT_THAT(profile.fault, HasSubstr("HASHTABLE_LOOKUP"));
  EXPECT_FALSE(profile.memory);
  EXPECT_THAT(profile.plan, IsEmpty());
  ASSERT_THAT(profile.main().operators, SizeIs(2));
  EXPECT_EQ(profile.main().operators[0].kernel_set, kernels::kKernelSets[0]->name);
  EXPECT_EQ(profile.main().operators[1].name, "HASHTABLE_LOOKUP");
  EXPECT_EQ(profile.main().operators[1].kernel_set, "");
}

TEST(ProfileTest, WhatIsNoModelCannotBeDescribed) {
  EXPECT_THROW(Describe({}), UsageError);
  EXPECT_THROW(Describe({'P', 'K', 3, 4, 0, 0, 0, 0}), UsageError);
}

}  // namespace
}  // namespace assay
