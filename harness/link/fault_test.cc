// A board whose agent is ended by a fault, and the agent after it.
#include <gtest/gtest.h>

#include "device-agent/agent/testing/test_model.h"
#include "harness/link/agent_client.h"
#include "harness/unit/unit.h"

namespace assay {
namespace {

const Artifacts kFaulty = {"", ASSAY_FAULTY_FIRMWARE};

void ExpectToldByTheNext(const Board& board) {
  const std::unique_ptr<Unit> unit = StartUnit(board, kFaulty);
  AgentClient client(unit->fd(), {std::chrono::milliseconds(20'000), nullptr});
  const AgentIdentity identity = client.Connect();
  EXPECT_EQ(identity.last_fault, "");
  EXPECT_TRUE(identity.stack_guarded);
  EXPECT_EQ(identity.limits.message_bytes, board.link_limits.message_bytes);
  EXPECT_EQ(identity.limits.slots, board.link_limits.slots);
  EXPECT_EQ(identity.limits.credits, board.link_limits.credits);
  EXPECT_EQ(identity.arena_bytes, board.firmware->arena.size);
  EXPECT_EQ(identity.model_bytes, board.firmware->model_store.size);

  std::string report;
  client.SendModel(agent::testing::TestModel());
  client.LoadModel("reference,25=trap");
  client.WriteInput(agent::testing::TestInput());
  try {
    client.Invoke(false);
    FAIL() << "the agent lives";
  } catch (const LinkError& error) {
    report = error.what();
  }
  ASSERT_EQ(report.rfind("the agent died: ASSAY-FAULT pc=", 0), 0u) << report;
  EXPECT_EQ("the agent died: " + client.Connect().last_fault, report)
      << "in memory that the reset leaves alone";
  EXPECT_EQ(client.Connect().last_fault, "") << "told once";
}

TEST(BoardFault, TheAgentAfterItTellsOfIt) {
  const BoardCatalog catalog(ASSAY_BOARDS);
  std::string missing;
  int started = 0;
  for (const std::string& name : catalog.names()) {
    SCOPED_TRACE(name);
    const Board board = catalog.Load(name);
    if (board.launch.kind != Launch::Kind::kQemu) continue;
    missing = Missing(board, kFaulty);
    if (!missing.empty()) continue;
    ExpectToldByTheNext(board);
    ++started;
  }
  if (started == 0) GTEST_SKIP() << missing;
}

}  // namespace
}  // namespace assay
