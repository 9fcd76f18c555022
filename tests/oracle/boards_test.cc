// Models on the boards' agents, over the link: soft-float and 32-bit cores must compute the same bits, and
// refuse the same models for the same reasons, as the runtime on the PC, where the test oracle.golden
// compares it with TFLM.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <iterator>
#include <map>
#include <random>
#include <set>
#include <span>
#include <tuple>
#include <utility>

#include "device-agent/protocol/crc32.h"
#include "device-agent/runtime/testing/aligned_bytes.h"
#include "device-agent/runtime/testing/model_builder.h"
#include "harness/base/file.h"
#include "harness/board/board.h"
#include "harness/model/describe_fault.h"
#include "harness/run/session.h"
#include "kernels/sets.h"
#include "tests/oracle/case.h"
#include "tests/oracle/run_case.h"

namespace assay::oracle {
namespace {

using runtime::Fault;
using runtime::Interpreter;
using runtime::testing::AlignedBytes;

const Artifacts kArtifacts = {ASSAY_HOST_AGENT, ASSAY_FIRMWARE_FOLDER};

// So many tests share the golden cases, because an emulated board takes minutes for all of them on a busy PC.
constexpr int kParts = 4;

// At most `count` of every operator and type, to keep the tests short, and all that must be refused; of these
// every `kParts`th, from number `part` on.
std::vector<Case> SomeGoldenCases(int count, int part) {
  std::vector<Case> cases;
  std::map<std::pair<std::string, std::string>, int> counts;
  int number = 0;
  // Sorted: the parts are right together only if all of them see the same order.
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(ASSAY_GOLDEN)) files.insert(entry.path());
  for (const std::filesystem::path& file : files) {
    ReadCases(file, [&](const Case& test) {
      if (!test.refused && counts[{test.operator_name, test.type}]++ >= count) return;
      if (number++ % kParts == part) cases.push_back(test);
    });
  }
  return cases;
}

Bytes Concatenate(const std::vector<Bytes>& parts) {
  Bytes all;
  for (const Bytes& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

// A model in the runtime on the PC, with as much memory as the board has.
class Expectation {
 public:
  Expectation(const Bytes& model, size_t arena_bytes, const std::string& kernels)
      : model_(model), arena_(arena_bytes) {
    interpreter_ =
        Interpreter::Load(model_.span(), arena_.span(), {kernels::kKernelSets, kernels.c_str()}, &fault_);
    if (interpreter_ != nullptr) CheckAgentsShare();
  }

  size_t input_bytes() const {
    size_t bytes = 0;
    for (int32_t i = 0; i < interpreter_->input_count(); ++i) bytes += interpreter_->input_info(i).bytes;
    return bytes;
  }
  const Fault& fault() const { return fault_; }
  const Interpreter& interpreter() const { return *interpreter_; }

  void Invoke(std::span<const uint8_t> input) {
    for (int32_t i = 0; i < interpreter_->input_count(); ++i) {
      const std::span<uint8_t> target = interpreter_->input(i);
      std::ranges::copy(input.first(target.size()), target.begin());
      input = input.subspan(target.size());
    }
    interpreter_->Invoke(nullptr, &fault_);
    if (fault_.status == Status::kEndedEarly) fault_ = {};  // the agent does not count it as a failure either
  }

 private:
  // The agent keeps the inputs and the layers' results beside the runtime's memory (docs/link.md).
  void CheckAgentsShare() {
    const auto rounded = [](size_t bytes) { return (bytes + 15) / 16 * 16; };
    const size_t needed = rounded(interpreter_->memory().arena) + rounded(input_bytes()) +
                          16 * static_cast<size_t>(interpreter_->operator_count());
    if (needed <= arena_.span().size()) return;
    fault_ = {.status = Status::kArenaTooSmall,
              .needed = static_cast<uint32_t>(needed),
              .available = static_cast<uint32_t>(arena_.span().size())};
  }

  AlignedBytes model_;
  AlignedBytes arena_;
  Fault fault_;
  Interpreter* interpreter_;
};

// A board's agent beside the runtime on the PC.
class BoardUnderTest {
 public:
  explicit BoardUnderTest(const std::string& name)
      : board_(BoardCatalog(ASSAY_BOARDS).Load(name)),
        session_(board_, StartUnit(board_, kArtifacts),
                 {.silence = std::chrono::seconds(60), .interrupted = nullptr}) {
    session_.Connect("");
  }

  // One inference of the model with every kernel set that computes anything in it: the agent must answer as
  // the runtime on the PC does. State begins anew. Inputs are as long as the model wants, `input` repeated.
  // Returns the last answer's fault.
  Fault Run(const Bytes& model, const Bytes& input) {
    Fault fault;
    try {
      session_.agent()->SendModel(model);
      const std::vector<std::string>& sets = session_.identity().kernel_sets;
      for (int set = 0; std::cmp_less(set, sets.size()); ++set) {
        SCOPED_TRACE(sets[static_cast<size_t>(set)]);
        Expectation expected(model, session_.identity().arena_bytes, sets[static_cast<size_t>(set)]);
        RunSet(set, &expected, input);
        fault = expected.fault();
      }
    } catch (const LinkError& error) {
      ADD_FAILURE() << session_.Explain(error);
      throw;
    }
    return fault;
  }

 private:
  void RunSet(int set, Expectation* expected, const Bytes& input) {
    AgentClient& agent = *session_.agent();
    Fault fault;
    try {
      const LoadedModel loaded = agent.LoadModel(session_.identity().kernel_sets[static_cast<size_t>(set)]);
      ASSERT_EQ(DescribeFault(expected->fault()), DescribeFault(fault)) << "loaded, but must be refused";
      if (!Computes(loaded, set)) return;
      Bytes all(expected->input_bytes());
      for (size_t i = 0; i < all.size() && !input.empty(); ++i) all[i] = input[i % input.size()];
      expected->Invoke(all);
      agent.WriteInput(all);
      agent.Invoke(/*layers=*/false);
    } catch (const AgentError& error) {
      fault = error.fault();
    }
    ASSERT_EQ(DescribeFault(fault), DescribeFault(expected->fault()));
    if (fault.status == Status::kOk) ExpectOutputs(expected->interpreter());
  }

  // Whether the kernel set `set` computes anything in the loaded model.
  bool Computes(const LoadedModel& loaded, int set) {
    return std::ranges::any_of(session_.agent()->ReadOperators(loaded.operators),
                               [set](const AgentOperator& one) { return one.kernel_set == set; });
  }

  void ExpectOutputs(const Interpreter& expected) {
    size_t bytes = 0;
    for (int32_t i = 0; i < expected.output_count(); ++i) bytes += expected.output_info(i).bytes;
    const Bytes actual = session_.agent()->ReadOutput(bytes);
    std::span<const uint8_t> rest = actual;
    for (int32_t i = 0; i < expected.output_count(); ++i) {
      const std::span<const uint8_t> output = expected.output(i);
      EXPECT_EQ(Difference(expected.output_info(i).type, output, rest.first(output.size()), /*ulps=*/0), "")
          << "output " << i;
      rest = rest.subspan(output.size());
    }
  }

  const Board board_;
  Session session_;
};

void RunGoldenCases(const std::string& board_name, int part) {
  BoardUnderTest board(board_name);
  const std::vector<Case> cases = SomeGoldenCases(2, part);
  ASSERT_FALSE(cases.empty());
  for (const Case& test : cases) {
    SCOPED_TRACE(test.name);
    const Fault fault = board.Run(test.model, Concatenate(test.steps[0].inputs));
    if (test.steps.size() > 1) continue;
    EXPECT_EQ(fault.status != Status::kOk, test.refused);
  }
}

// Ways in which a model is broken.
class Breaker {
 public:
  explicit Breaker(uint32_t seed) : random_(seed) {}

  Bytes Truncate(Bytes model) {
    model.resize(1 + random_() % (model.size() - 1));
    return model;
  }

  Bytes FlipBits(Bytes model) {
    for (size_t flips = 1 + random_() % 4; flips > 0; --flips) {
      model[random_() % model.size()] ^= static_cast<uint8_t>(1U << random_() % 8);
    }
    return model;
  }

  // Lengths, indices and offsets are words.
  Bytes ChangeWord(Bytes model) {
    constexpr uint32_t kWords[] = {0,      1,          0x7F,       0xFF,       0x7FFF,
                                   0xFFFF, 0x40000000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF};
    const uint32_t word = kWords[random_() % std::size(kWords)];
    std::memcpy(&model[random_() % (model.size() / sizeof(word)) * sizeof(word)], &word, sizeof(word));
    return model;
  }

 private:
  std::mt19937 random_;
};

// After every broken model the agent goes on serving: with another one, and then with the one it was made of.
void RunBrokenModels(const std::string& board_name, int part) {
  BoardUnderTest board(board_name);
  std::map<Status, int> answers;
  for (const Case& test : SomeGoldenCases(1, part)) {
    if (test.refused) continue;
    SCOPED_TRACE(test.name);
    const Bytes input = Concatenate(test.steps[0].inputs);
    // Of the name, so that a case is broken in the same way whatever other cases there are.
    Breaker breaker(protocol::Crc32({reinterpret_cast<const uint8_t*>(test.name.data()), test.name.size()}));
    ++answers[board.Run(breaker.Truncate(test.model), input).status];
    ++answers[board.Run(breaker.FlipBits(test.model), input).status];
    ++answers[board.Run(breaker.ChangeWord(test.model), input).status];
    board.Run(test.model, input);
    if (::testing::Test::HasFailure()) break;
  }
  // That it was worth the while.
  EXPECT_GE(answers[Status::kNotAModel] + answers[Status::kBrokenFlatBuffer], 100 / kParts);
  EXPECT_GE(answers[Status::kOk], 20 / kParts);
  EXPECT_GE(answers.size(), 10U);
}

constexpr int32_t kNone = -1;

// A model of as many subgraphs as there are callees, right in all but whom they call: subgraph i passes its
// one value through so many operators, all of which call subgraph callees[i].
Bytes Calls(kernels::Opcode opcode, const std::vector<int32_t>& callees, int32_t operators) {
  using runtime::testing::ModelSpec;
  using runtime::testing::OptionsSpec;
  std::vector<ModelSpec> subgraphs;
  for (const int32_t callee : callees) {
    const bool loops = opcode == kernels::Opcode::kWhile;
    const OptionsSpec options = loops ? OptionsSpec(kernels::WhileOptions{callee, callee})
                                      : OptionsSpec(kernels::IfOptions{callee, callee});
    const int32_t count = callee == kNone ? 0 : operators;
    ModelSpec& subgraph = subgraphs.emplace_back();
    subgraph.tensors.resize(static_cast<size_t>(count) + 1, {.shape = {1}, .type = Type::kBool});
    for (int32_t i = 0; i < count; ++i) {
      const std::vector<int32_t> inputs(loops ? 1 : 2, i);
      subgraph.operators.push_back({static_cast<int32_t>(opcode), inputs, {i + 1}, options});
    }
    subgraph.inputs = {0};
    subgraph.outputs = {count};
  }
  ModelSpec model = subgraphs[0];
  model.called.assign(subgraphs.begin() + 1, subgraphs.end());
  return runtime::testing::BuildModel(model);
}

// A model that calls itself is refused before it can overrun the agent's stack, and the next model is served.
void RunRecursiveModels(const std::string& board_name) {
  BoardUnderTest board(board_name);
  const std::vector<int32_t> in_a_circle[] = {{1, 1}, {1, 2, 1}, {1, 2, 2}, {1, 2, 3, 1}, {1, 2, 3, 2}};
  const Bytes input = {1};
  for (const kernels::Opcode opcode : {kernels::Opcode::kIf, kernels::Opcode::kWhile}) {
    for (const int32_t operators : {1, 2}) {
      SCOPED_TRACE(std::to_string(operators) + " operators " + std::to_string(static_cast<int>(opcode)));
      for (const std::vector<int32_t>& callees : in_a_circle) {
        SCOPED_TRACE(::testing::PrintToString(callees));
        EXPECT_EQ(board.Run(Calls(opcode, callees, operators), input).status, Status::kCallsTooDeep);
        EXPECT_EQ(board.Run(Calls(opcode, {1, 2, 3, kNone}, operators), {0}).status, Status::kOk);
      }
      EXPECT_EQ(board.Run(Calls(opcode, {0}, operators), input).status, Status::kNoSuchSubgraph);
      EXPECT_EQ(board.Run(Calls(opcode, {1, 0}, operators), input).status, Status::kNoSuchSubgraph);
    }
  }
  const std::filesystem::path while_self = std::filesystem::path(ASSAY_CASES) / "while_self";
  const Fault fault = board.Run(ReadFile(while_self / "model.tflite"), ReadFile(while_self / "in.bin"));
  EXPECT_EQ(fault.status, Status::kCallsTooDeep);
  EXPECT_EQ(board.Run(Calls(kernels::Opcode::kIf, {1, kNone}, 1), input).status, Status::kOk);
}

std::string NameOfTest(std::string board) {
  std::ranges::replace(board, '-', '_');
  return board;
}

void SkipIfMissing(const std::string& board) {
  const std::string missing = Missing(BoardCatalog(ASSAY_BOARDS).Load(board), kArtifacts);
  if (!missing.empty()) GTEST_SKIP() << missing;
}

auto AllBoards() { return ::testing::ValuesIn(BoardCatalog(ASSAY_BOARDS).names()); }

class OracleOnBoards : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { SkipIfMissing(GetParam()); }
};

TEST_P(OracleOnBoards, RecursiveModels) { RunRecursiveModels(GetParam()); }

INSTANTIATE_TEST_SUITE_P(Boards, OracleOnBoards, AllBoards(),
                         [](const auto& board) { return NameOfTest(board.param); });

class OraclePartsOnBoards : public ::testing::TestWithParam<std::tuple<std::string, int>> {
 protected:
  void SetUp() override { SkipIfMissing(std::get<0>(GetParam())); }
};

TEST_P(OraclePartsOnBoards, GoldenCases) { std::apply(RunGoldenCases, GetParam()); }
TEST_P(OraclePartsOnBoards, BrokenModels) { std::apply(RunBrokenModels, GetParam()); }

INSTANTIATE_TEST_SUITE_P(Boards, OraclePartsOnBoards,
                         ::testing::Combine(AllBoards(), ::testing::Range(0, kParts)), [](const auto& part) {
                           return NameOfTest(std::get<0>(part.param)) + "_" +
                                  std::to_string(std::get<1>(part.param));
                         });

}  // namespace
}  // namespace assay::oracle
