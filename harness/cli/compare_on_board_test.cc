#include "harness/cli/compare_on_board.h"

#include <gmock/gmock.h>

#include "device-agent/runtime/testing/specs.h"
#include "harness/cli/testing/cli_test.h"
#include "harness/run/testing/fake_unit.h"
#include "kernels/reference/reference.h"

namespace assay::cli {
namespace {

using assay::testing::FakeUnit;
using assay::testing::InProcessAgent;
using assay::testing::TamperedSet;
using testing::Captured;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Outcome;
using ::testing::SizeIs;
using ::testing::StartsWith;

const std::string kModel = "model.tflite";

class CompareOnBoardTest : public testing::CliTest {
 protected:
  CompareOnBoardTest() {
    assay::testing::WriteFakeImage(folder_ / "agent.elf");
    options_.kernels = {"reference", "tampered"};
    options_.inputs = ComparisonInputs(kModel, "", reference_);
  }

  // With `tampered`, whose softmax's first number is so much larger.
  Comparison Run(int8_t amount) {
    TamperedSet tampered(kernels::Opcode::kSoftmax, [amount](int8_t* output) {
      output[0] = static_cast<int8_t>(output[0] + amount);
      return Status::kOk;
    });
    agent_.kernel_sets = {tampered.set(), &kernels::kReference};
    const auto start = [this](const Board&) {
      return std::make_unique<FakeUnit>(FakeUnit::Options{agent_, folder_ / "agent.elf", epitaph_});
    };
    return CompareOnBoard(board_, start, model_, &reference_, options_, AgentClient::Options(), &notes_);
  }
  template <typename Error>
  std::string ErrorOf() {
    try {
      Run(0);
    } catch (const Error& error) {
      return error.what();
    }
    return "none";
  }

  const ModelFile model_ = {kModel, agent::testing::TestModel()};
  ReferenceModel reference_{kModel, model_.bytes};
  InProcessAgent::Options agent_;
  const Board board_ = assay::testing::FakeBoard(agent_);
  std::string epitaph_;
  ComparisonOptions options_;
  std::vector<std::string> notes_;
};

TEST_F(CompareOnBoardTest, ChoicesAreComparedOnAUnit) {
  const Comparison comparison = Run(0);
  ASSERT_THAT(comparison.sides, SizeIs(2));
  EXPECT_EQ(comparison.sides[1].kernels, "tampered");
  EXPECT_EQ(comparison.sides[1].inputs_equal, 5u);
  EXPECT_THAT(notes_, IsEmpty());
  const Outcome outcome = Captured([&] { return ReportComparison(comparison); });
  EXPECT_EQ(outcome.exit_code, ExitCode::kPass);
  EXPECT_EQ(outcome.err, "");
}

TEST_F(CompareOnBoardTest, AWrongChoiceFailsAndIsNamed) {
  const Comparison comparison = Run(1);
  const Outcome outcome = Captured([&] { return ReportComparison(comparison); });
  EXPECT_EQ(outcome.exit_code, ExitCode::kFail);
  EXPECT_THAT(outcome.err, StartsWith("assay: fail: tampered: 5 of 5 inputs differ from tflm; "));
}

TEST_F(CompareOnBoardTest, ABoardWithoutAStackGuardIsNoted) {
  agent_.stack_guarded = false;
  Run(0);
  EXPECT_THAT(notes_, ElementsAre(HasSubstr("no stack guard")));
}

TEST_F(CompareOnBoardTest, FiguresThatCannotBeBelievedAreTheRigs) {
  agent_.tick_step = 1;
  const Comparison comparison = Run(0);
  EXPECT_THROW(ReportComparison(comparison), InfraError);
}

TEST_F(CompareOnBoardTest, WhoseFaultItIs) {
  options_.kernels = {"reference", "unheard-of"};
  EXPECT_THAT(ErrorOf<UsageError>(), HasSubstr("the agent has no kernel set 'unheard-of'"))
      << "found before anything is measured";
  options_.kernels = {"reference", "tampered"};
  agent_.arena_bytes = 256;
  EXPECT_THAT(
      ErrorOf<UsageError>(),
      StartsWith("model.tflite on fake-board: with the kernels reference: the agent refuses the model"));
  agent_ = {};
  agent_.answers = [](const protocol::Message& message) {
    return message.body_type() != protocol::Body::Invoke;
  };
  epitaph_ = "was killed by signal 9";
  EXPECT_EQ(ErrorOf<InfraError>(), "the agent closed the link (fake-board-1 was killed by signal 9)");
}

TEST_F(CompareOnBoardTest, RandomInputsAreAlwaysTheSame) {
  const std::vector<Input> again = ComparisonInputs(kModel, "", reference_);
  ASSERT_THAT(options_.inputs, SizeIs(5));
  for (size_t i = 0; i < again.size(); ++i) {
    EXPECT_THAT(again[i].bytes, SizeIs(6));
    EXPECT_EQ(again[i].bytes, options_.inputs[i].bytes) << i;
  }
  EXPECT_NE(again[0].bytes, again[1].bytes);
}

TEST_F(CompareOnBoardTest, AnInputThatIsGivenIsTheOnlyOne) {
  const std::string file = Write("in.bin", agent::testing::TestInput());
  const std::vector<Input> inputs = ComparisonInputs(kModel, file, reference_);
  ASSERT_THAT(inputs, SizeIs(1));
  EXPECT_EQ(inputs[0].name, file);
  EXPECT_EQ(inputs[0].bytes, agent::testing::TestInput());
}

TEST_F(CompareOnBoardTest, FloatsAreNotMadeUp) {
  runtime::testing::ModelSpec spec;
  spec.tensors.assign(2, {.shape = {1, 4}, .type = Type::kFloat32});
  spec.operators = {runtime::testing::Add(0, 0, 1)};
  spec.inputs = {0};
  spec.outputs = {1};
  const ReferenceModel reference("float.tflite", runtime::testing::BuildModel(spec));
  try {
    ComparisonInputs("float.tflite", "", reference);
    FAIL() << "inputs were made up";
  } catch (const UsageError& error) {
    EXPECT_EQ(std::string(error.what()),
              "float.tflite: give --input: random bytes make no sense for its float32 input");
  }
  EXPECT_THAT(ComparisonInputs("float.tflite", Write("in.bin", std::vector<uint8_t>(16)), reference),
              SizeIs(1));
}

}  // namespace
}  // namespace assay::cli
