// Golden cases on the boards' agents, over the link: soft-float and 32-bit cores must compute the same bits
// as the PC, where the test oracle.golden compares them with TFLM's.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <span>
#include <utility>

#include "harness/board/board.h"
#include "harness/run/session.h"
#include "kernels/sets.h"
#include "oracle/case.h"
#include "oracle/run_case.h"

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

// Whether the kernel set `set` computes anything in the loaded model.
bool Computes(AgentClient* agent, const LoadedModel& loaded, int set) {
  return std::ranges::any_of(agent->ReadOperators(loaded.operators),
                             [set](const AgentOperator& one) { return one.kernel_set == set; });
}

void ExpectOutputs(AgentClient* agent, const Case& test, const std::string& set) {
  const std::vector<Output> outputs = ComputeFirstStep(test, {kernels::kKernelSets, set.c_str()});
  size_t bytes = 0;
  for (const Output& output : outputs) bytes += output.bytes.size();
  const Bytes actual = agent->ReadOutput(bytes);
  std::span<const uint8_t> rest = actual;
  for (const auto& [type, expected] : outputs) {
    EXPECT_EQ(Difference(type, expected, rest.first(expected.size()), /*ulps=*/0), "");
    rest = rest.subspan(expected.size());
  }
}

// The first step only: the agent begins every inference with the model's first state.
void RunCase(AgentClient* agent, const Case& test, const std::vector<std::string>& kernel_sets) {
  const Step& step = test.steps[0];
  for (int set = 0; std::cmp_less(set, kernel_sets.size()); ++set) {
    const std::string& kernels = kernel_sets[static_cast<size_t>(set)];
    SCOPED_TRACE(kernels);
    try {
      const LoadedModel loaded = agent->LoadModel(kernels);
      if (!Computes(agent, loaded, set)) continue;
      agent->WriteInput(Concatenate(step.inputs));
      agent->Invoke(/*layers=*/false);
      EXPECT_FALSE(test.refused && test.steps.size() == 1) << "computed, but must be refused";
      if (!test.refused && !step.ended) ExpectOutputs(agent, test, kernels);
    } catch (const AgentError& error) {
      EXPECT_TRUE(test.refused) << error.what();
    }
  }
}

void RunOn(const std::string& name) {
  const Board board = BoardCatalog(ASSAY_BOARDS).Load(name);
  Session session(board, {ASSAY_HOST_AGENT, ASSAY_FIRMWARE_FOLDER}, {});
  session.Connect("");
  const std::vector<Case> cases = SomeGoldenCases();
  ASSERT_FALSE(cases.empty());
  for (const Case& test : cases) {
    SCOPED_TRACE(test.name);
    try {
      session.agent()->SendModel(test.model);
      RunCase(session.agent(), test, session.identity().kernel_sets);
    } catch (const LinkError& error) {
      FAIL() << session.Explain(error);
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
