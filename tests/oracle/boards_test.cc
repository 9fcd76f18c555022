// Golden cases on the boards' agents, over the link: soft-float and 32-bit cores must compute the same bits
// as the PC.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "harness/board/board.h"
#include "harness/run/session.h"
#include "oracle/case.h"

namespace assay::oracle {
namespace {

// Of every operator and type, to keep the test short.
constexpr int kCases = 2;

std::vector<Case> SomeGoldenCases() {
  std::vector<Case> cases;
  std::map<std::pair<std::string, std::string>, int> counts;
  for (const auto& entry : std::filesystem::directory_iterator(ASSAY_GOLDEN)) {
    ReadCases(entry.path(), [&](const Case& test) {
      if (!test.refused && counts[{test.operator_name, test.type}]++ >= kCases) return;
      cases.push_back(test);
    });
  }
  return cases;
}

Bytes Concatenate(const std::vector<Bytes>& parts) {
  Bytes all;
  for (const Bytes& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

// The first step only: the agent begins every inference with the model's first state.
void RunCase(AgentClient* agent, const Case& test, const std::string& kernels) {
  agent->SendModel(test.model);
  const LoadedModel loaded = agent->LoadModel(kernels);
  const Step& step = test.steps[0];
  agent->WriteInput(Concatenate(step.inputs));
  const Invocation invocation = agent->Invoke(/*layers=*/false);
  EXPECT_EQ(step.ended, invocation.operators < loaded.operators);
  if (step.ended || test.refused) return;
  const Bytes expected = Concatenate(step.outputs);
  EXPECT_EQ(agent->ReadOutput(expected.size()), expected);
}

void RunOn(const std::string& name) {
  const Board board = BoardCatalog(ASSAY_BOARDS).Load(name);
  Session session(board, {ASSAY_HOST_AGENT, ASSAY_FIRMWARE_FOLDER}, {});
  session.Connect("");
  const std::vector<Case> cases = SomeGoldenCases();
  ASSERT_FALSE(cases.empty());
  for (const std::string& kernels : session.identity().kernel_sets) {
    for (const Case& test : cases) {
      SCOPED_TRACE(test.name + " [" + kernels + "]");
      try {
        RunCase(session.agent(), test, kernels);
        EXPECT_FALSE(test.refused && test.steps.size() == 1) << "computed, but must be refused";
      } catch (const AgentError& error) {
        EXPECT_TRUE(test.refused) << error.what();
      } catch (const LinkError& error) {
        FAIL() << session.Explain(error);
      }
    }
  }
}

TEST(OracleOnBoards, Host) { RunOn("host"); }

TEST(OracleOnBoards, VirtualM4) {
  if (!std::filesystem::exists(std::filesystem::path(ASSAY_FIRMWARE_FOLDER) / "virt-m4/agent.elf") ||
      !std::filesystem::exists("/usr/bin/qemu-system-arm")) {
    GTEST_SKIP() << "virt-m4 is not built, or QEMU is not installed";
  }
  RunOn("virt-m4");
}

}  // namespace
}  // namespace assay::oracle
