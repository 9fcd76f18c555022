#include "harness/run/session.h"

#include <gmock/gmock.h>

#include "harness/run/testing/agent_test.h"

namespace assay {
namespace {

using ::testing::HasSubstr;

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

}  // namespace
}  // namespace assay
