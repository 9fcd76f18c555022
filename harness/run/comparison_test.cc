#include "harness/run/comparison.h"

#include <gmock/gmock.h>

#include "harness/run/inference.h"
#include "harness/run/testing/agent_test.h"

namespace assay {
namespace {

using protocol::Body;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;

// `reference` against `tampered`, which is another set with other bits.
class ComparisonTest : public testing::AgentTest {
 protected:
  ComparisonTest() {
    options_.kernels = {"reference", "tampered"};
    options_.inputs = Inputs(3);
  }

  Comparison Run() { return Compare(&*client_, identity_, model_, &reference_, options_); }
  std::string Failure() {
    try {
      Run();
    } catch (const ModelFailure& failure) {
      return failure.what();
    }
    return "no failure";
  }

  ComparisonOptions options_;
};

TEST_F(ComparisonTest, BothSidesAreMeasuredAndHeldAgainstTheReference) {
  Start(Wrong(Add(/*element=*/0, /*amount=*/0)));
  const Comparison comparison = Run();
  EXPECT_EQ(comparison.fault, "");
  EXPECT_EQ(comparison.domain, Domain::kInstructions);
  EXPECT_EQ(comparison.inputs, 3u);
  EXPECT_THAT(comparison.operators, ElementsAre("FULLY_CONNECTED", "SOFTMAX"));
  ASSERT_THAT(comparison.sides, SizeIs(2));
  for (const ComparisonSide& side : comparison.sides) {
    EXPECT_EQ(side.inputs_equal, 3u);
    EXPECT_FALSE(side.difference);
    EXPECT_FALSE(OutputsWrong(comparison, side));
    EXPECT_THAT(side.samples, ElementsAre(20, 20)) << "two rounds prove that counts repeat";
    EXPECT_EQ(side.memory.arena, reference_.interpreter().memory().arena);
    ASSERT_THAT(side.layers, SizeIs(kOperators));
    for (const ComparisonSide::Layer& layer : side.layers) EXPECT_THAT(layer.samples, ElementsAre(20, 20));
  }
  EXPECT_EQ(comparison.sides[0].kernels, "reference");
  EXPECT_EQ(comparison.sides[0].layers[1].kernel_set, "reference");
  EXPECT_EQ(comparison.sides[1].kernels, "tampered");
  EXPECT_EQ(comparison.sides[1].layers[0].kernel_set, "reference") << "`tampered` lacks the operator";
  EXPECT_EQ(comparison.sides[1].layers[1].kernel_set, "tampered");
}

TEST_F(ComparisonTest, TheWrongSideIsNamedByItsElement) {
  Start(Wrong(Add(/*element=*/2, /*amount=*/7)));
  const Comparison comparison = Run();
  EXPECT_EQ(comparison.sides[0].inputs_equal, 3u);
  EXPECT_FALSE(comparison.sides[0].difference);
  const ComparisonSide& wrong = comparison.sides[1];
  EXPECT_EQ(wrong.inputs_equal, 0u);
  EXPECT_TRUE(OutputsWrong(comparison, wrong));
  EXPECT_FALSE(OutputsWrong(comparison, comparison.sides[0]));
  ASSERT_TRUE(wrong.difference);
  const auto expected =
      static_cast<double>(static_cast<int8_t>(reference_.Run(options_.inputs[0].bytes).output[2]));
  EXPECT_EQ(wrong.difference->input, 0u);
  EXPECT_EQ(wrong.difference->operator_index, 1);
  EXPECT_EQ(wrong.difference->element.element, 2u);
  EXPECT_EQ(wrong.difference->element.expected, expected);
  EXPECT_EQ(wrong.difference->element.actual, expected + 7);
  EXPECT_THAT(wrong.samples, SizeIs(2)) << "it is measured all the same";
}

// Its operators' bits are right, and still its speed is not that of right outputs.
TEST_F(ComparisonTest, ASideWhoseModelsOutputAloneIsWrongIsWrong) {
  Start(WrongWhenRead());
  const Comparison comparison = Run();
  EXPECT_FALSE(OutputsWrong(comparison, comparison.sides[0]));
  const ComparisonSide& wrong = comparison.sides[1];
  EXPECT_TRUE(OutputsWrong(comparison, wrong));
  EXPECT_EQ(wrong.inputs_equal, 0u);
  ASSERT_TRUE(wrong.difference);
  EXPECT_EQ(wrong.difference->operator_index, std::nullopt);
  EXPECT_EQ(wrong.difference->element.actual, wrong.difference->element.expected + 1);
}

// With a clock that goes on, samples say in which order they were taken: A B, then B A. An inference with
// layers takes two measurements.
TEST_F(ComparisonTest, ChoicesTakeTurns) {
  testing::InProcessAgent::Options options = Wrong(Add(0, 0));
  options.clock.domain = Domain::kTime;
  options.first_ticks = 0;
  options.tick_step = 1;
  Start(options);
  options_.rounds = 2;
  const Comparison comparison = Run();
  const std::vector<double>& a = comparison.sides[0].samples;
  const std::vector<double>& b = comparison.sides[1].samples;
  ASSERT_THAT(a, SizeIs(2));
  ASSERT_THAT(b, SizeIs(2));
  EXPECT_LT(a[0], b[0]);
  EXPECT_LT(b[0], b[1]);
  EXPECT_LT(b[1], a[1]);
  EXPECT_EQ(comparison.fault, "") << "times may scatter";
}

TEST_F(ComparisonTest, AClockOfInstructionsMustRepeat) {
  testing::InProcessAgent::Options options = Wrong(Add(0, 0));
  options.tick_step = 1;
  Start(options);
  EXPECT_THAT(Run().fault, HasSubstr("clock does not repeat"));
}

TEST_F(ComparisonTest, TimesAreTakenOften) {
  testing::InProcessAgent::Options options = Wrong(Add(0, 0));
  options.clock.domain = Domain::kTime;
  Start(options);
  EXPECT_THAT(Run().sides[1].samples, SizeIs(15));
  options_.rounds = 4;
  EXPECT_THAT(Run().sides[1].samples, SizeIs(4));
}

TEST_F(ComparisonTest, ProgressCountsUpToWhatItSaid) {
  Start(Wrong(Add(0, 0)));
  std::vector<int> steps;
  options_.progress = [&](int done, int total) {
    EXPECT_EQ(total, 6) << "two choices, each once for its bits and twice for its samples";
    steps.push_back(done);
  };
  Run();
  EXPECT_THAT(steps, ElementsAre(1, 2, 3, 4, 5, 6));
}

TEST_F(ComparisonTest, AFailureNamesTheChoice) {
  Start(Wrong([](int8_t*) { return Status::kOutOfDomain; }));
  EXPECT_THAT(Failure(),
              StartsWith("with the kernels tampered: input 0: the model fails on the agent alone: "));
}

TEST_F(ComparisonTest, AnInferenceThatEndsEarlyOnTheAgentAloneIsAFailure) {
  Start(Wrong([](int8_t*) { return Status::kEndedEarly; }, kernels::Opcode::kFullyConnected));
  EXPECT_EQ(
      Failure(),
      "with the kernels tampered: input 0: the agent ended the inference after 1 operators, the reference "
      "after 2");
}

TEST_F(ComparisonTest, ARefusedModelIsAFailure) {
  testing::InProcessAgent::Options options = Wrong(Add(0, 0));
  options.arena_bytes = 256;
  Start(options);
  EXPECT_THAT(Failure(), StartsWith("with the kernels reference: the agent refuses the model: "));
  options_.kernels = {"unheard-of", "reference"};
  EXPECT_THROW(Run(), LinkError) << "says nothing of the model";
}

TEST_F(ComparisonTest, AModelThatDoesNotFitIsNobodysChoice) {
  testing::InProcessAgent::Options options = Wrong(Add(0, 0));
  options.model_bytes = 16;
  Start(options);
  EXPECT_THAT(Failure(), StartsWith("the agent refuses the model: "));
}

TEST_F(ComparisonTest, ADifferenceThatVanishesIsTheRigs) {
  bool first = true;
  Start(Wrong([&](int8_t* output) {
    output[0] = static_cast<int8_t>(output[0] + std::exchange(first, false));
    return Status::kOk;
  }));
  EXPECT_THROW(Run(), LinkError);
}

TEST_F(ComparisonTest, ALinkThatClosesIsTheRigs) {
  int invocations = 0;
  testing::InProcessAgent::Options options = Wrong(Add(0, 0));
  options.answers = [&](const protocol::Message& message) {
    return message.body_type() != Body::Invoke || ++invocations < 8;
  };
  Start(options);
  EXPECT_THROW(Run(), LinkError);
  EXPECT_EQ(invocations, 8) << "in the midst of measuring";
}

}  // namespace
}  // namespace assay
