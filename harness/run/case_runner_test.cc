#include "harness/run/case_runner.h"

#include <gmock/gmock.h>

#include <cstring>

#include "device-agent/runtime/testing/model_builder.h"
#include "harness/run/testing/agent_test.h"

namespace assay {
namespace {

using protocol::Body;
using record::Verdict;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;
using Bytes = std::vector<uint8_t>;

class CaseRunnerTest : public testing::AgentTest {
 protected:
  CaseRunnerTest() {
    prepared_.files.definition.name = "one";
    prepared_.files.definition.model = "models/model.tflite";
    prepared_.files.model = model_;
    prepared_.files.inputs = Inputs(3);
    prepared_.reference = std::make_unique<ReferenceModel>("model.tflite", model_);
  }

  record::Case Run() {
    record::Case result;
    RunCase(&*client_, identity_, &prepared_, options_, progress_, &result);
    return result;
  }
  // What a case comes to whose link is at fault: what it had until then, and the error.
  record::Case RunIntoLinkError(std::string* error) {
    record::Case result;
    try {
      RunCase(&*client_, identity_, &prepared_, options_, progress_, &result);
      ADD_FAILURE() << "the link was not at fault: " << result.reason;
    } catch (const LinkError& fault) {
      *error = fault.what();
    }
    EXPECT_EQ(result.verdict, Verdict::kInfra);
    EXPECT_EQ(result.reason, *error);
    return result;
  }
  // Labels of which the first `right` are the class that the model computes.
  void Label(size_t right) {
    prepared_.files.metric = "top1";
    for (size_t i = 0; i < prepared_.files.inputs.size(); ++i) {
      Input& input = prepared_.files.inputs[i];
      const Bytes output = reference_.Run(input.bytes).output;
      for (int label = 0; label < 5; ++label) {
        if (IsTop1(Type::kInt8, output, label) == (i < right)) input.label = label;
      }
    }
  }

  PreparedCase prepared_;
  CaseOptions options_;
  CaseProgress progress_;
};

TEST_F(CaseRunnerTest, RightOutputsPass) {
  Start(Right());
  std::vector<Bytes> outputs;
  options_.on_output = [&](size_t input, std::span<const uint8_t> output) {
    EXPECT_EQ(input, outputs.size());
    outputs.emplace_back(output.begin(), output.end());
  };
  const record::Case result = Run();
  EXPECT_EQ(result.verdict, Verdict::kPass);
  EXPECT_EQ(result.reason, "");
  EXPECT_EQ(result.model.operators, kOperators);
  ASSERT_TRUE(result.exactness);
  EXPECT_EQ(result.exactness->inputs, 3u);
  EXPECT_EQ(result.exactness->equal, 3u);
  EXPECT_EQ(result.exactness->operators_checked, 3 * kOperators);
  EXPECT_EQ(result.exactness->reference, "tflm");
  EXPECT_FALSE(result.exactness->first_difference);
  ASSERT_THAT(outputs, SizeIs(3));
  for (size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(outputs[i], reference_.Run(prepared_.files.inputs[i].bytes).output);
  }
  EXPECT_FALSE(result.accuracy) << "no input has a label";
}

TEST_F(CaseRunnerTest, CountsAreTicksInTheUnitOfTheDomain) {
  Start(Right());
  const record::Case result = Run();
  ASSERT_TRUE(result.latency);
  EXPECT_EQ(result.latency->domain, Domain::kInstructions);
  EXPECT_EQ(result.latency->tick_hz, 1000u);
  EXPECT_EQ(result.latency->cold, 20);
  EXPECT_THAT(result.latency->samples, ElementsAre(20, 20, 20)) << "enough to prove that counts repeat";
  EXPECT_EQ(result.latency->median, 20);
  ASSERT_THAT(result.layers, SizeIs(kOperators));
  EXPECT_EQ(result.layers[0].op, "FULLY_CONNECTED");
  EXPECT_EQ(result.layers[1].op, "SOFTMAX");
  const std::vector<uint32_t> crcs = reference_.Run(prepared_.files.inputs[0].bytes).operator_crcs;
  for (size_t i = 0; i < kOperators; ++i) {
    EXPECT_EQ(result.layers[i].index, i);
    EXPECT_EQ(result.layers[i].ticks, 10u);
    EXPECT_EQ(result.layers[i].count, 20);
    EXPECT_EQ(result.layers[i].crc32, crcs[i]);
    EXPECT_EQ(result.layers[i].kernel_set, "reference");
  }
}

TEST_F(CaseRunnerTest, MemoryIsThatOfTheAgent) {
  Start(Right());
  const record::Case result = Run();
  ASSERT_TRUE(result.memory);
  EXPECT_EQ(result.memory->arena, reference_.interpreter().memory().arena);
  EXPECT_EQ(result.memory->flash_model, model_.size());
  EXPECT_EQ(result.memory->stack, platform::testing::kFakeStack);
  ASSERT_TRUE(result.memory->touched);
  EXPECT_GT(*result.memory->touched, 0u);
  EXPECT_LE(*result.memory->touched, result.memory->arena);
  EXPECT_THAT(result.memory->plan, SizeIs(static_cast<size_t>(reference_.interpreter().allocation_count())));
}

TEST_F(CaseRunnerTest, ProgressEndsWhereItSaid) {
  Start(Right());
  std::vector<std::pair<int, int>> steps;
  progress_ = [&](int done, int total) { steps.emplace_back(done, total); };
  Run();
  // Sending the model counts bytes.
  ASSERT_THAT(steps, SizeIs(::testing::Gt(7u)));
  EXPECT_EQ(steps[steps.size() - 8],
            std::pair(static_cast<int>(model_.size()), static_cast<int>(model_.size())));
  for (int i = 0; i < 7; ++i) {
    EXPECT_EQ(steps[steps.size() - 7 + static_cast<size_t>(i)], std::pair(i + 1, 7))
        << "the model, 3 samples, 3 inputs";
  }
}

TEST_F(CaseRunnerTest, AWrongKernelIsNamedWithItsElement) {
  Start(Wrong(Add(/*element=*/3, /*amount=*/5)));
  const record::Case result = Run();
  const Bytes right = reference_.Run(prepared_.files.inputs[0].bytes).output;
  const auto expected = static_cast<double>(static_cast<int8_t>(right[3]));
  EXPECT_EQ(result.verdict, Verdict::kFail);
  EXPECT_THAT(result.reason, StartsWith("3 of 3 inputs differ from tflm; first in input 0 (0), operator 1 "
                                        "(SOFTMAX): element 3 is "));
  ASSERT_TRUE(result.exactness && result.exactness->first_difference);
  EXPECT_EQ(result.exactness->equal, 0u);
  const record::Difference& difference = *result.exactness->first_difference;
  EXPECT_EQ(difference.input, 0u);
  EXPECT_EQ(difference.operator_index, 1u);
  EXPECT_EQ(difference.operator_name, "SOFTMAX");
  EXPECT_EQ(difference.element, 3u);
  EXPECT_EQ(difference.expected, expected);
  EXPECT_EQ(difference.actual, expected + 5);
  EXPECT_EQ(difference.differing, 1u);
  EXPECT_EQ(difference.largest_difference, 5);
  EXPECT_EQ(result.layers[0].kernel_set, "reference");
  EXPECT_EQ(result.layers[1].kernel_set, "tampered");
  EXPECT_TRUE(result.latency) << "what was measured is kept";
}

TEST_F(CaseRunnerTest, AModelsOutputThatIsWrongAloneHasNoOperator) {
  Start(WrongWhenRead());
  const record::Case result = Run();
  EXPECT_EQ(result.verdict, Verdict::kFail);
  EXPECT_THAT(result.reason, HasSubstr("first in input 0 (0), the model's output: element 0 is "));
  ASSERT_TRUE(result.exactness && result.exactness->first_difference);
  EXPECT_FALSE(result.exactness->first_difference->operator_index);
}

TEST_F(CaseRunnerTest, TheChoiceOfKernelsIsTheAgents) {
  Start(Wrong(Add(3, 5)));
  options_.kernels = "reference";
  EXPECT_EQ(Run().verdict, Verdict::kPass);
  options_.kernels = "reference,SOFTMAX=tampered";
  EXPECT_EQ(Run().verdict, Verdict::kFail);
}

// One input of three, of which the fourth inference with layers is the first.
TEST_F(CaseRunnerTest, TheFirstInputThatDiffersIsNamed) {
  const Bytes second = reference_.Run(prepared_.files.inputs[1].bytes).output;
  Start(Wrong([&](int8_t* output) {
    if (std::memcmp(output, second.data(), second.size()) == 0) --output[0];
    return Status::kOk;
  }));
  const record::Case result = Run();
  EXPECT_EQ(result.verdict, Verdict::kFail);
  EXPECT_THAT(result.reason, StartsWith("1 of 3 inputs differ from tflm; first in input 1 (1), operator 1"));
  EXPECT_EQ(result.exactness->equal, 2u);
}

TEST_F(CaseRunnerTest, ADifferenceThatVanishesIsTheRigs) {
  int inferences = 0;
  // Only where inputs are compared, and not when the difference is looked into.
  Start(Wrong([&](int8_t* output) {
    if (++inferences == 5) ++output[0];
    return Status::kOk;
  }));
  const record::Case result = Run();
  EXPECT_EQ(result.verdict, Verdict::kInfra);
  EXPECT_THAT(result.reason, HasSubstr("does not repeat"));
}

TEST_F(CaseRunnerTest, AClockOfInstructionsMustRepeat) {
  testing::InProcessAgent::Options options = Right();
  options.tick_step = 1;
  Start(options);
  const record::Case result = Run();
  EXPECT_EQ(result.verdict, Verdict::kInfra);
  EXPECT_EQ(result.reason,
            "the virtual board's clock does not repeat: the same inference took 22 and 26 instructions");
  ASSERT_TRUE(result.latency);
  EXPECT_THAT(result.latency->samples, ElementsAre(22, 24, 26));
  EXPECT_EQ(result.exactness->equal, 3u) << "the outputs are right all the same";
}

TEST_F(CaseRunnerTest, TimesMayScatter) {
  testing::InProcessAgent::Options options = Right();
  options.clock = {.domain = Domain::kTime, .tick_hz = 1000, .domain_hz = 1'000'000'000, .clock_hz = 0};
  options.tick_step = 1;
  Start(options);
  const record::Case result = Run();
  EXPECT_EQ(result.verdict, Verdict::kPass);
  ASSERT_TRUE(result.latency);
  EXPECT_EQ(result.latency->domain, Domain::kTime);
  EXPECT_THAT(result.latency->samples, SizeIs(15));
  EXPECT_EQ(result.latency->cold, 10e6);
  EXPECT_EQ(result.latency->median, 18e6) << "of 11 to 25 ticks of a millisecond";
}

TEST_F(CaseRunnerTest, SamplesAreAsManyAsAskedFor) {
  Start(Right());
  options_.samples = 7;
  EXPECT_THAT(Run().latency->samples, SizeIs(7));
}

TEST_F(CaseRunnerTest, ARefusedModelFails) {
  testing::InProcessAgent::Options options = Right();
  options.arena_bytes = 256;
  Start(options);
  record::Case result = Run();
  EXPECT_EQ(result.verdict, Verdict::kFail);
  EXPECT_THAT(result.reason, StartsWith("the agent refuses the model: "));
  EXPECT_FALSE(result.memory);

  client_.reset();
  agent_.reset();
  options = Right();
  options.model_bytes = model_.size() - 1;
  Start(options);
  EXPECT_EQ(Run().verdict, Verdict::kFail);
}

TEST_F(CaseRunnerTest, AnOperatorThatTheAgentLacksFails) {
  testing::InProcessAgent::Options options = Wrong(Add(0, 0));
  options.kernel_sets.pop_back();
  Start(options);
  const record::Case result = Run();
  EXPECT_EQ(result.verdict, Verdict::kFail);
  EXPECT_THAT(result.reason,
              AllOf(StartsWith("the agent refuses the model: "), HasSubstr("FULLY_CONNECTED")));
}

TEST_F(CaseRunnerTest, ARefusalThatSaysNothingOfTheModelIsTheRigs) {
  Start(Right());
  options_.kernels = "unheard-of";
  std::string error;
  RunIntoLinkError(&error);
  EXPECT_THAT(error, StartsWith("the agent refuses a request: "));
}

// A board of 2000 instructions a second, and a model of more than ten operations.
TEST_F(CaseRunnerTest, WorkThatExceedsTheDeadlineFailsBeforeItBegins) {
  int invocations = 0;
  testing::InProcessAgent::Options options = Right();
  options.answers = [&](const protocol::Message& message) {
    invocations += message.body_type() == Body::Invoke;
    return true;
  };
  Start(options);
  options_.deadline = std::chrono::milliseconds(5);
  const record::Case result = Run();
  EXPECT_EQ(result.verdict, Verdict::kFail);
  EXPECT_THAT(result.reason, HasSubstr("its deadline is 0.005 s"));
  EXPECT_EQ(invocations, 0);
}

TEST_F(CaseRunnerTest, AnAgentThatSeesAnotherModelIsTheRigs) {
  Start(Right());
  prepared_.files.model = runtime::testing::BuildModel(runtime::testing::SmallModel());
  std::string error;
  const record::Case result = RunIntoLinkError(&error);
  EXPECT_EQ(error, "the agent sees another model: 4 operators, 32 bytes in, 4 bytes out instead of 2, 6, 5");
  EXPECT_FALSE(result.latency);
}

TEST_F(CaseRunnerTest, AModelThatFailsOnTheAgentAlone) {
  Start(Wrong([](int8_t*) { return Status::kOutOfDomain; }));
  const record::Case result = Run();
  EXPECT_EQ(result.verdict, Verdict::kFail);
  EXPECT_THAT(result.reason, StartsWith("input 0: the model fails on the agent alone: "));
  EXPECT_THAT(result.reason, HasSubstr("SOFTMAX"));
  EXPECT_TRUE(result.memory) << "it was loaded";
}

TEST_F(CaseRunnerTest, AnInferenceThatEndsEarlyOnTheAgentAlone) {
  Start(Wrong([](int8_t*) { return Status::kEndedEarly; }, kernels::Opcode::kFullyConnected));
  const record::Case result = Run();
  EXPECT_EQ(result.verdict, Verdict::kFail);
  EXPECT_EQ(result.reason, "input 0: the agent ended the inference after 1 operators, the reference after 2");
}

TEST_F(CaseRunnerTest, ALinkThatClosesLeavesWhatWasMeasured) {
  int outputs = 0;
  testing::InProcessAgent::Options options = Right();
  options.answers = [&](const protocol::Message& message) {
    return message.body_type() != Body::ReadOutput || ++outputs < 3;
  };
  Start(options);
  std::string error;
  const record::Case result = RunIntoLinkError(&error);
  EXPECT_EQ(error, "the agent closed the link");
  ASSERT_TRUE(result.exactness);
  EXPECT_EQ(result.exactness->inputs, 2u);
  EXPECT_EQ(result.exactness->equal, 2u);
  ASSERT_TRUE(result.latency);
  EXPECT_EQ(result.latency->median, 20);
  EXPECT_TRUE(result.memory);
  EXPECT_THAT(result.layers, SizeIs(kOperators));
}

// Whatever is asked last: the record stays one that its rules accept.
TEST_F(CaseRunnerTest, ADifferenceThatCannotBeLookedIntoStaysOne) {
  int invocations = 0;
  testing::InProcessAgent::Options options = Wrong(Add(0, 1));
  options.answers = [&](const protocol::Message& message) {
    // One cold, three samples, one with layers, and the one that localises.
    return message.body_type() != Body::Invoke || ++invocations < 6;
  };
  Start(options);
  std::string error;
  const record::Case result = RunIntoLinkError(&error);
  ASSERT_TRUE(result.exactness);
  EXPECT_EQ(result.exactness->inputs, 1u);
  EXPECT_EQ(result.exactness->equal, 0u);
  ASSERT_TRUE(result.exactness->first_difference);
  EXPECT_EQ(result.exactness->first_difference->input, 0u);
}

TEST_F(CaseRunnerTest, GoldenOutputsCheckTheReferenceItself) {
  Start(Right());
  Input& input = prepared_.files.inputs[1];
  const ReferenceModel::Result right = reference_.Run(input.bytes);
  input.expected = right.output;
  input.layer_crcs = right.operator_crcs;
  EXPECT_EQ(Run().verdict, Verdict::kPass);

  ++(*input.expected)[0];
  record::Case result = Run();
  EXPECT_EQ(result.verdict, Verdict::kInfra);
  EXPECT_EQ(result.reason, "the reference on the PC contradicts the suite's expected output of input 1");

  input.expected = right.output;
  ++(*input.layer_crcs)[0];
  result = Run();
  EXPECT_EQ(result.verdict, Verdict::kInfra);
  EXPECT_EQ(result.reason, "the reference on the PC contradicts the suite's operator CRCs of input 1");
}

TEST_F(CaseRunnerTest, AccuracyIsTheShareOfRightLabels) {
  Start(Right());
  prepared_.files.definition.float_accuracy = 0.9;
  Label(/*right=*/2);
  const record::Case result = Run();
  EXPECT_EQ(result.verdict, Verdict::kPass) << "a wrong class is no wrong bit";
  ASSERT_TRUE(result.accuracy);
  EXPECT_EQ(result.accuracy->metric, "top1");
  EXPECT_EQ(result.accuracy->correct, 2u);
  EXPECT_EQ(result.accuracy->total, 3u);
  EXPECT_DOUBLE_EQ(result.accuracy->value, 2.0 / 3);
  EXPECT_EQ(result.accuracy->float_value, 0.9);
}

// The float model was measured on all of them.
TEST_F(CaseRunnerTest, AccuracyOfAPartStandsAlone) {
  Start(Right());
  prepared_.files.definition.float_accuracy = 0.9;
  Label(/*right=*/1);
  options_.inputs = 2;
  const record::Case result = Run();
  EXPECT_EQ(result.exactness->inputs, 2u);
  ASSERT_TRUE(result.accuracy);
  EXPECT_EQ(result.accuracy->correct, 1u);
  EXPECT_EQ(result.accuracy->total, 2u);
  EXPECT_FALSE(result.accuracy->float_value);
}

TEST_F(CaseRunnerTest, ModesChooseTheirInputs) {
  Start(Right());
  prepared_.files.inputs = Inputs(8);
  EXPECT_EQ(Run().exactness->inputs, 8u);
  options_.mode = record::Mode::kPerformance;
  EXPECT_EQ(Run().exactness->inputs, 5u) << "enough to say that the speed is that of right outputs";
  options_.inputs = 7;
  EXPECT_EQ(Run().exactness->inputs, 7u);
  options_.inputs = 100;
  EXPECT_EQ(Run().exactness->inputs, 8u);
}

TEST_F(CaseRunnerTest, AccuracyTakesLabelledInputsOnly) {
  Start(Right());
  options_.mode = record::Mode::kAccuracy;
  record::Case result = Run();
  EXPECT_EQ(result.verdict, Verdict::kInconclusive);
  EXPECT_THAT(result.reason, HasSubstr("no input of the case has a label"));
  EXPECT_FALSE(result.exactness);
  Label(/*right=*/3);
  prepared_.files.inputs[0].label.reset();
  result = Run();
  EXPECT_EQ(result.verdict, Verdict::kPass);
  EXPECT_EQ(result.accuracy->total, 2u);
}

TEST_F(CaseRunnerTest, WhatIsKnownOfACaseThatDidNotRun) {
  prepared_.files.definition.sha256 = std::string(64, 'a');
  options_.kernels = "reference";
  const record::Case result = DescribeCase(prepared_, options_);
  EXPECT_EQ(result.name, "one");
  EXPECT_EQ(result.model.name, "model.tflite");
  EXPECT_EQ(result.model.bytes, model_.size());
  EXPECT_EQ(result.model.sha256, std::string(64, 'a'));
  EXPECT_EQ(result.kernels, "reference");
  EXPECT_EQ(result.verdict, Verdict::kInfra);
  EXPECT_EQ(result.reason, "not run");
}

template <typename Element>
Bytes ToBytes(const std::vector<Element>& values) {
  Bytes bytes(values.size() * sizeof(Element));
  std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}

TEST(IsTop1Test, TheFirstOfTheLargestCounts) {
  EXPECT_TRUE(IsTop1(Type::kInt8, ToBytes<int8_t>({-1, 7, 7}), 1));
  EXPECT_FALSE(IsTop1(Type::kInt8, ToBytes<int8_t>({-1, 7, 7}), 2));
}

TEST(IsTop1Test, ElementsAreOfTheirType) {
  EXPECT_TRUE(IsTop1(Type::kInt8, ToBytes<int8_t>({-1, 5}), 1)) << "-1 is not 255";
  EXPECT_TRUE(IsTop1(Type::kUInt8, ToBytes<uint8_t>({255, 5}), 0));
  EXPECT_TRUE(IsTop1(Type::kInt16, ToBytes<int16_t>({-1, 256, 255}), 1));
  EXPECT_TRUE(IsTop1(Type::kFloat32, ToBytes<float>({-2.f, 0.5f, 0.25f}), 1));
}

}  // namespace
}  // namespace assay
