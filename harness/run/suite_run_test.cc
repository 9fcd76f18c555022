#include "harness/run/suite_run.h"

#include <gmock/gmock.h>

#include "device-agent/agent/testing/test_model.h"
#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/base/testing/temporary_folder.h"
#include "harness/run/testing/fake_unit.h"
#include "kernels/reference/reference.h"
#include "kernels/sets.h"
#include "server/record/record_json.h"

namespace assay {
namespace {

using record::Verdict;
using ::testing::Each;
using ::testing::ElementsAre;
using testing::FakeUnit;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Verdict Worst(const std::vector<Verdict>& verdicts) {
  std::vector<record::Case> cases(verdicts.size());
  for (size_t i = 0; i < cases.size(); ++i) cases[i].verdict = verdicts[i];
  return WorstVerdict(cases);
}

// A proven difference outweighs a fault of the rig, which outweighs too little evidence.
TEST(WorstVerdictTest, OneBadCaseSpoilsTheRun) {
  const std::vector<Verdict> from_worst = {Verdict::kFail, Verdict::kInfra, Verdict::kInconclusive,
                                           Verdict::kPass};
  for (size_t a = 0; a < from_worst.size(); ++a) {
    for (size_t b = 0; b < from_worst.size(); ++b) {
      EXPECT_EQ(Worst({from_worst[a], from_worst[b]}), from_worst[std::min(a, b)]) << a << " " << b;
    }
  }
  EXPECT_EQ(Worst({}), Verdict::kInconclusive) << "nothing was shown";
}

// A suite of two cases of the agent's test model.
class SuiteTest : public ::testing::Test {
 protected:
  SuiteTest() {
    const std::vector<uint8_t> model = agent::testing::TestModel();
    folder_.Write("model.tflite", std::string(model.begin(), model.end()));
    suite_.name = "mine";
    suite_.folder = folder_.path();
    for (const char* name : {"first", "second"}) {
      Case& entry = suite_.cases.emplace_back();
      entry.name = name;
      entry.model = "model.tflite";
      entry.sha256 = Sha256Hex(model);
      entry.inputs = {{.lcg = 2}};
    }
  }

  testing::TemporaryFolder folder_;
  Suite suite_;
};

class PrepareCasesTest : public SuiteTest {
 protected:
  std::string Error(const std::string& case_name = "") {
    try {
      PrepareCases(suite_, case_name, "");
    } catch (const UsageError& error) {
      return error.what();
    }
    return "no error";
  }
};

TEST_F(PrepareCasesTest, EveryCaseHasItsFilesAndItsReference) {
  const std::vector<PreparedCase> cases = PrepareCases(suite_, "", "");
  ASSERT_THAT(cases, SizeIs(2));
  EXPECT_EQ(cases[1].files.definition.name, "second");
  EXPECT_EQ(cases[1].files.model, agent::testing::TestModel());
  ASSERT_THAT(cases[1].files.inputs, SizeIs(2));
  EXPECT_EQ(cases[1].files.inputs[1].bytes, LcgInput(1, 6));
  EXPECT_EQ(cases[1].reference->output_bytes(), 5u);
}

TEST_F(PrepareCasesTest, OneCaseCanBeChosen) {
  suite_.cases[0].model = "absent.tflite";
  const std::vector<PreparedCase> cases = PrepareCases(suite_, "second", "");
  ASSERT_THAT(cases, SizeIs(1)) << "and nothing of the others is read";
  EXPECT_EQ(cases[0].files.definition.name, "second");
  EXPECT_THAT(Error("secnd"), HasSubstr("suite mine has no case 'secnd'"));
  EXPECT_THAT(Error("secnd"), HasSubstr("second"));
}

TEST_F(PrepareCasesTest, AModelThatIsAnotherOrNoneIsNamed) {
  suite_.cases[1].sha256 = std::string(64, '0');
  EXPECT_THAT(Error(), HasSubstr("model.tflite: is not the model that the suite names"));
  folder_.Write("model.tflite", "text");
  for (Case& entry : suite_.cases) entry.sha256 = Sha256Hex(ReadFile(folder_.path() / "model.tflite"));
  EXPECT_THAT(Error(), HasSubstr((folder_.path() / "model.tflite").string() + ": "));
}

// On a unit in this process.
class RunSuiteTest : public SuiteTest {
 protected:
  RunSuiteTest() {
    suite_.version = "1";
    testing::WriteFakeImage(unit_.image);
    unit_.agent.kernel_sets = {&kernels::kReference};
    events_.checkpoint = [this](const record::Record& record) { checkpoints_.push_back(record); };
    events_.note = [this](const std::string& note) { notes_.push_back(note); };
  }

  record::Record Run() {
    std::vector<PreparedCase> cases = PrepareCases(suite_, "", "");
    return RunSuite(
        board_, [this](const Board&) { return std::make_unique<FakeUnit>(unit_); }, suite_, &cases, options_,
        events_);
  }
  // Every version that is kept of a record, from before the run on.
  void ExpectValidCheckpoints() const {
    for (const record::Record& record : checkpoints_) EXPECT_NO_THROW(record::Validate(record));
  }
  static std::vector<std::string> Kernels(const record::Record& record) {
    std::vector<std::string> kernels;
    for (const record::Case& entry : record.cases) kernels.push_back(entry.kernels);
    return kernels;
  }

  FakeUnit::Options unit_ = {.image = folder_ / "agent.elf"};
  const Board board_ = testing::FakeBoard(unit_.agent);
  RunOptions options_;
  RunEvents events_;
  std::vector<record::Record> checkpoints_;
  std::vector<std::string> notes_;
};

TEST_F(RunSuiteTest, ARunIsItsCasesOnTheUnit) {
  const record::Record record = Run();
  EXPECT_EQ(record.verdict, Verdict::kPass) << record.reason;
  EXPECT_EQ(record.suite.name, "mine");
  EXPECT_EQ(record.board.name, "fake-board");
  EXPECT_EQ(record.unit.name, "fake-board-1");
  EXPECT_EQ(record.unit.serials.at("unit"), "fake-unit");
  ASSERT_TRUE(record.agent);
  EXPECT_EQ(record.agent->digest, "deadbeef");
  ASSERT_TRUE(record.link);
  EXPECT_GT(record.link->bytes_down, 0u);
  ASSERT_THAT(record.cases, SizeIs(2));
  EXPECT_EQ(record.cases[1].name, "second");
  EXPECT_EQ(record.cases[1].verdict, Verdict::kPass);
  EXPECT_THAT(notes_, IsEmpty());
}

// What is kept if the harness is killed at any moment.
TEST_F(RunSuiteTest, UntilItsEndARecordSaysThatTheRunWasStopped) {
  const record::Record record = Run();
  ASSERT_THAT(checkpoints_, SizeIs(5)) << "before the unit starts, after the handshake, two cases, the end";
  ExpectValidCheckpoints();
  EXPECT_FALSE(checkpoints_[0].agent);
  for (size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(checkpoints_[i].id, record.id);
    EXPECT_EQ(checkpoints_[i].verdict, Verdict::kInfra);
    EXPECT_EQ(checkpoints_[i].reason, "the harness was stopped before the run ended");
  }
  EXPECT_EQ(checkpoints_[2].cases[0].verdict, Verdict::kPass);
  EXPECT_EQ(checkpoints_[2].cases[1].reason, "not run");
  EXPECT_EQ(record::ToText(checkpoints_[4]), record::ToText(record));
}

TEST_F(RunSuiteTest, KernelsAreAlwaysNamed) {
  EXPECT_THAT(Kernels(Run()), Each("reference")) << "a choice left open is the agent's fastest set";
  EXPECT_THAT(Kernels(checkpoints_[0]), Each(kernels::kKernelSets[0]->name))
      << "until an agent says which that is, this program's";
  options_.cases.kernels = "reference,SOFTMAX=reference";
  EXPECT_THAT(Kernels(Run()), Each("reference,SOFTMAX=reference"));
}

TEST_F(RunSuiteTest, AUnitThatCannotBeStartedIsTheRigs) {
  std::vector<PreparedCase> cases = PrepareCases(suite_, "", "");
  const UnitStarter none = [](const Board&) -> std::unique_ptr<Unit> {
    throw InfraError("the emulator is missing");
  };
  const record::Record record = RunSuite(board_, none, suite_, &cases, options_, events_);
  EXPECT_EQ(record.verdict, Verdict::kInfra);
  EXPECT_EQ(record.reason, "the emulator is missing");
  EXPECT_FALSE(record.link);
  EXPECT_FALSE(record.agent);
  EXPECT_THAT(Kernels(record), Each(kernels::kKernelSets[0]->name));
  ExpectValidCheckpoints();
}

TEST_F(RunSuiteTest, AUnitThatDiesIsTheRigsAndWhatWasMeasuredStays) {
  int loads = 0;
  unit_.agent.answers = [&](const protocol::Message& message) {
    return message.body_type() != protocol::Body::LoadModel || ++loads < 2;
  };
  unit_.epitaph = "was killed by signal 9 (Killed)";
  const record::Record record = Run();
  EXPECT_EQ(record.verdict, Verdict::kInfra);
  EXPECT_EQ(record.reason, "the agent closed the link (fake-board-1 was killed by signal 9 (Killed))");
  EXPECT_EQ(record.cases[0].verdict, Verdict::kPass);
  EXPECT_TRUE(record.cases[0].latency);
  EXPECT_EQ(record.cases[1].verdict, Verdict::kInfra);
  ExpectValidCheckpoints();
}

// A proven difference stays one, whatever happens to the rig afterwards.
TEST_F(RunSuiteTest, AFailureOutweighsAUnitThatDies) {
  testing::TamperedSet tampered(kernels::Opcode::kSoftmax, [](int8_t* output) {
    output[0] = static_cast<int8_t>(output[0] + 1);
    return Status::kOk;
  });
  unit_.agent.kernel_sets = {tampered.set(), &kernels::kReference};
  int loads = 0;
  unit_.agent.answers = [&](const protocol::Message& message) {
    return message.body_type() != protocol::Body::LoadModel || ++loads < 2;
  };
  const record::Record record = Run();
  EXPECT_EQ(record.verdict, Verdict::kFail);
  EXPECT_THAT(record.reason, HasSubstr("case first: 2 of 2 inputs differ from tflm"));
  ExpectValidCheckpoints();
}

// Once for the unit, and not for each of its cases.
TEST_F(RunSuiteTest, ABoardWithoutAStackGuardIsNotedOnce) {
  unit_.agent.stack_guarded = false;
  EXPECT_EQ(Run().verdict, Verdict::kPass);
  EXPECT_THAT(notes_, ElementsAre(HasSubstr("this board has no stack guard")));
  events_.note = nullptr;
  EXPECT_EQ(Run().verdict, Verdict::kPass) << "also where nobody listens";
}

TEST_F(RunSuiteTest, KernelsThatTheAgentLacksAreNoRun) {
  options_.cases.kernels = "portable";
  EXPECT_THROW(Run(), UsageError);
}

TEST_F(RunSuiteTest, AnInterruptEndsTheRun) {
  options_.interrupted = [] { return true; };
  const record::Record record = Run();
  EXPECT_EQ(record.verdict, Verdict::kInfra);
  EXPECT_THAT(record.reason, HasSubstr("interrupted"));
}

}  // namespace
}  // namespace assay
