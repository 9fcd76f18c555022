#include "harness/run/session.h"

#include <gmock/gmock.h>

#include "harness/base/testing/temporary_folder.h"
#include "harness/run/testing/agent_test.h"
#include "harness/run/testing/fake_unit.h"
#include "harness/unit/testing/elf_builder.h"

namespace assay {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

// A real agent's identity, as the fake platform gives it, against a board that it is.
class IdentityTest : public testing::AgentTest {
 protected:
  IdentityTest() {
    Start(Right());
    board_.name = "fake-board";
    board_.domain = Domain::kInstructions;
    board_.clock_hz = 25'000'000;
    identity_.clock_hz = 25'000'000;
  }
  std::string Difference(const std::string& serial = "fake-unit", const std::string& build_id = "deadbeef") {
    try {
      CheckIdentity(identity_, board_, serial, build_id);
    } catch (const LinkError& error) {
      return error.what();
    }
    return "none";
  }

  Board board_;
};

TEST_F(IdentityTest, TheAgentThatIsMeantIsTaken) { EXPECT_EQ(Difference(), "none"); }

TEST_F(IdentityTest, AnotherBoardUnitOrImageIsNot) {
  EXPECT_EQ(Difference("other-unit"),
            "the agent on the link is not the one meant: its unit is 'fake-unit', not 'other-unit'");
  EXPECT_THAT(Difference("fake-unit", "cafe"), HasSubstr("its build ID is 'deadbeef', not 'cafe'"));
  board_.name = "other-board";
  EXPECT_THAT(Difference(), HasSubstr("its board is 'fake-board', not 'other-board'"));
}

TEST_F(IdentityTest, AClockThatCountsSomethingElseIsNot) {
  board_.domain = Domain::kCycles;
  EXPECT_THAT(Difference(), HasSubstr("its domain of counts is 'instructions', not 'cycles'"));
}

TEST_F(IdentityTest, TheRateOfInstructionsIsTheBoards) {
  board_.icount_shift = 6;
  identity_.domain_hz = 1'000'000'000 / 64;
  EXPECT_EQ(Difference(), "none");
  board_.icount_shift = 5;
  EXPECT_THAT(Difference(), HasSubstr("its rate of instructions is '15625000', not '31250000'"));
}

TEST_F(IdentityTest, TheClockIsTheBoardsWhereItIsKnown) {
  board_.clock_hz = 16'000'000;
  EXPECT_THAT(Difference(), HasSubstr("its clock is '25000000', not '16000000'"));
  board_.clock_hz = 0;
  EXPECT_EQ(Difference(), "none");
}

TEST_F(IdentityTest, AStackWithoutAGuardIsWorthANote) {
  EXPECT_THAT(NotesOn(identity_), IsEmpty());
  client_.reset();
  agent_.reset();
  testing::InProcessAgent::Options unguarded = Right();
  unguarded.stack_guarded = false;
  Start(unguarded);
  EXPECT_THAT(NotesOn(identity_), ElementsAre(HasSubstr("no stack guard")));
  board_.name = "fake-board";
  identity_.clock_hz = 25'000'000;
  EXPECT_EQ(Difference(), "none") << "it is the agent that is meant all the same";
}

class SessionTest : public ::testing::Test {
 protected:
  SessionTest() {
    testing::WriteFakeImage(options_.image);
    options_.agent.kernel_sets = {&kernels::kReference};
  }
  Session Start() const { return {board_, std::make_unique<testing::FakeUnit>(options_), {}}; }
  // Why no session can be had, as far as this kind of error says it.
  template <typename Error>
  std::string ErrorOf(const std::string& kernels = "") const {
    try {
      Start().Connect(kernels);
    } catch (const Error& error) {
      return error.what();
    }
    return "none";
  }

  testing::TemporaryFolder folder_;
  testing::FakeUnit::Options options_ = {.image = folder_ / "agent.elf"};
  const Board board_ = testing::FakeBoard(options_.agent);
};

TEST_F(SessionTest, IsWithTheUnitsAgentAndItsImage) {
  Session session = Start();
  session.Connect("reference");
  EXPECT_EQ(session.identity().board, "fake-board");
  EXPECT_THAT(session.identity().kernel_sets, ElementsAre("reference"));
  EXPECT_EQ(session.unit().name(), "fake-board-1");
  EXPECT_EQ(session.image().build_id, session.identity().build_id);
}

// The build made it, and no user's file is to blame.
TEST_F(SessionTest, ABrokenImageIsTheRigs) {
  folder_.Write("agent.elf", "no ELF file");
  EXPECT_THAT(ErrorOf<InfraError>(),
              StartsWith("the unit's image is broken: " + (folder_ / "agent.elf").string() + ": "));
  std::filesystem::remove(folder_ / "agent.elf");
  EXPECT_THAT(ErrorOf<InfraError>(), StartsWith("the unit's image is broken: "));
}

TEST_F(SessionTest, AnImageThatIsNotTheAgentsIsTheRigs) {
  const std::vector<uint8_t> image = testing::ElfBuilder(/*wide=*/false).Build();
  std::string other(image.begin(), image.end());
  const size_t at = other.find("\xDE\xAD\xBE\xEF");
  ASSERT_NE(at, std::string::npos);
  other[at] = '\x5E';
  folder_.Write("agent.elf", other);
  EXPECT_THAT(ErrorOf<LinkError>(), HasSubstr("its build ID is 'deadbeef', not '5eadbeef'"));
}

TEST_F(SessionTest, ARefusedHandshakeIsTheRigs) {
  options_.agent.refusal = Status::kUnsupportedProtocol;
  EXPECT_THAT(ErrorOf<LinkError>(), StartsWith("the agent refuses the handshake: "));
}

TEST_F(SessionTest, KernelsThatTheAgentLacksAreTheUsers) {
  EXPECT_EQ(ErrorOf<UsageError>("reference,SOFTMAX=reference"), "none");
  EXPECT_THAT(ErrorOf<UsageError>("reference,SOFTMAX=portable"),
              HasSubstr("the agent has no kernel set 'portable'"));
}

TEST_F(SessionTest, AnErrorIsExplainedByHowTheUnitEnded) {
  const std::runtime_error error("the agent closed the link");
  EXPECT_EQ(Start().Explain(error), "the agent closed the link") << "the unit still runs";
  options_.epitaph = "was killed by signal 9 (Killed)";
  EXPECT_EQ(Start().Explain(error),
            "the agent closed the link (fake-board-1 was killed by signal 9 (Killed))");
}

}  // namespace
}  // namespace assay
