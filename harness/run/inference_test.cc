#include "harness/run/inference.h"

#include <gmock/gmock.h>

#include "device-agent/runtime/testing/model_builder.h"
#include "harness/run/testing/agent_test.h"
#include "kernels/status_info.h"

namespace assay {
namespace {

using runtime::testing::ModelSpec;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;

template <typename Call>
std::string Failure(const Call& call) {
  try {
    call();
  } catch (const ModelFailure& failure) {
    return failure.what();
  }
  return "no failure";
}

class InferenceTest : public testing::AgentTest {
 protected:
  // Loads it into the agent that was started, and into the reference.
  ReferenceModel* Load(const std::vector<uint8_t>& model) {
    client_->SendModel(model);
    (void)client_->LoadModel("");
    loaded_.emplace("model.tflite", model);
    return &*loaded_;
  }

  std::optional<ReferenceModel> loaded_;
};

TEST_F(InferenceTest, TheSameBitsDifferNowhere) {
  Start(Right());
  ReferenceModel* reference = Load(model_);
  const Input input = Inputs(1)[0];
  const CheckedInference inference = RunOnBoth(&*client_, reference, input);
  ASSERT_THAT(inference.layers, SizeIs(kOperators));
  EXPECT_EQ(inference.first_different, kOperators);
  EXPECT_FALSE(inference.outputs_wrong());
  EXPECT_EQ(inference.output, inference.expected.output);
  EXPECT_EQ(inference.expected.output, reference->Run(input.bytes).output);
}

TEST_F(InferenceTest, TheFirstOperatorThatDiffersIsFound) {
  Start(Wrong(Add(0, 1), kernels::Opcode::kFullyConnected));
  EXPECT_EQ(RunOnBoth(&*client_, Load(model_), Inputs(1)[0]).first_different, 0u);
  client_.reset();
  agent_.reset();
  tampered_.reset();
  Start(Wrong(Add(0, 1)));
  EXPECT_EQ(RunOnBoth(&*client_, Load(model_), Inputs(1)[0]).first_different, 1u);
}

TEST_F(InferenceTest, TheElementThatDiffersIsFetched) {
  Start(Wrong(Add(/*element=*/2, /*amount=*/7)));
  ReferenceModel* reference = Load(model_);
  const Input input = Inputs(1)[0];
  const CheckedInference inference = RunOnBoth(&*client_, reference, input);
  EXPECT_TRUE(inference.outputs_wrong());
  EXPECT_EQ(inference.wrong_operator(), 1);
  const auto found = FindDifference(&*client_, reference, input, inference);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->element, 2u);
  EXPECT_EQ(found->actual, found->expected + 7);
  EXPECT_EQ(found->differing, 1u);
}

TEST_F(InferenceTest, AnOutputOfTheModelThatIsWrongAloneIsWrongToo) {
  Start(WrongWhenRead());
  ReferenceModel* reference = Load(model_);
  const Input input = Inputs(1)[0];
  const CheckedInference inference = RunOnBoth(&*client_, reference, input);
  EXPECT_EQ(inference.first_different, kOperators) << "the operators computed the right bits";
  EXPECT_TRUE(inference.outputs_wrong());
  EXPECT_EQ(inference.wrong_operator(), std::nullopt);
  const auto found = FindDifference(&*client_, reference, input, inference);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->element, 0u);
  EXPECT_EQ(found->actual, found->expected + 1);
}

TEST_F(InferenceTest, ADifferenceThatVanishesIsNotFound) {
  int inferences = 0;
  Start(Wrong([&](int8_t* output) {
    if (++inferences == 1) ++output[0];
    return Status::kOk;
  }));
  ReferenceModel* reference = Load(model_);
  const Input input = Inputs(1)[0];
  const CheckedInference inference = RunOnBoth(&*client_, reference, input);
  EXPECT_TRUE(inference.outputs_wrong());
  EXPECT_FALSE(FindDifference(&*client_, reference, input, inference));
}

// One number divided by another.
TEST_F(InferenceTest, WhatTheValuesForbidFailsAlike) {
  Start(Right());
  ModelSpec spec;
  spec.tensors.assign(3, {.shape = {1}, .type = Type::kInt32});
  spec.operators = {{static_cast<int32_t>(kernels::Opcode::kDiv),
                     {0, 1},
                     {2},
                     kernels::ActivationOptions{kernels::Activation::kNone}}};
  spec.inputs = {0, 1};
  spec.outputs = {2};
  ReferenceModel* reference = Load(runtime::testing::BuildModel(spec));
  Input input;
  input.name = "by two";
  input.bytes = {6, 0, 0, 0, 2, 0, 0, 0};
  EXPECT_EQ(RunOnBoth(&*client_, reference, input).first_different, 1u);
  input.name = "by zero";
  input.bytes[4] = 0;
  EXPECT_THAT(Failure([&] { RunOnBoth(&*client_, reference, input); }),
              AllOf(StartsWith("input by zero: the model fails on the agent as in the reference: "),
                    HasSubstr("DIV")));
}

TEST_F(InferenceTest, AFailureOfTheAgentAloneIsToldFromOneOfBoth) {
  Start(Wrong([](int8_t*) { return Status::kIndexOutOfRange; }));
  ReferenceModel* reference = Load(model_);
  const Input input = Inputs(1)[0];
  EXPECT_THAT(Failure([&] { RunOnBoth(&*client_, reference, input); }),
              StartsWith("input 0: the model fails on the agent alone: "));
}

// A circular buffer that is not yet full ends the inference: what has run is compared.
TEST_F(InferenceTest, AnInferenceThatEndsEarlyAlikeIsComparedAsFarAsItWent) {
  Start(Right());
  ModelSpec spec;
  spec.tensors = {{.shape = {1, 1, 1, 4}, .scales = {0.5f}, .zero_points = {0}},
                  {.shape = {1, 2, 1, 4}, .scales = {0.5f}, .zero_points = {0}},
                  {.shape = {1, 2, 1, 4}, .scales = {0.5f}, .zero_points = {0}}};
  spec.operators = {{static_cast<int32_t>(kernels::Opcode::kCircularBuffer), {0}, {1}},
                    {static_cast<int32_t>(kernels::Opcode::kRelu), {1}, {2}}};
  spec.inputs = {0};
  spec.outputs = {2};
  Input input;
  input.bytes = {1, 2, 3, 4};
  const CheckedInference inference = RunOnBoth(&*client_, Load(runtime::testing::BuildModel(spec)), input);
  EXPECT_THAT(inference.layers, SizeIs(1));
  EXPECT_EQ(inference.first_different, 1u);
  EXPECT_FALSE(inference.outputs_wrong()) << "an output that was not computed yet is zeros on both";
}

TEST(ThrowRefusalTest, WhatSaysNothingOfTheModelIsTheRigs) {
  const ReferenceModel model("test", agent::testing::TestModel());
  const auto refusal = [](Status status) {
    runtime::Fault fault;
    fault.status = status;
    return AgentError(fault);
  };
  for (const Status status : {Status::kUnsupportedOperator, Status::kUnsupportedType, Status::kBadShape,
                              Status::kBadQuantization, Status::kArenaTooSmall, Status::kModelTooLarge}) {
    EXPECT_THROW(ThrowRefusal(refusal(status), model), ModelFailure) << StatusName(status);
  }
  for (const Status status : {Status::kDigestMismatch, Status::kUnknownKernelSet, Status::kNoModel,
                              Status::kOutOfRange, Status::kBadRequest}) {
    EXPECT_THROW(ThrowRefusal(refusal(status), model), LinkError) << StatusName(status);
  }
}

}  // namespace
}  // namespace assay
