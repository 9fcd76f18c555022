// Models that call subgraphs: IF, WHILE, CALL_ONCE and variables.
#include <gmock/gmock.h>

#include <algorithm>
#include <cstring>
#include <tuple>
#include <utility>

#include "device-agent/runtime/testing/aligned_bytes.h"
#include "device-agent/runtime/testing/interpreter_fixture.h"
#include "device-agent/runtime/testing/specs.h"
#include "kernels/status_info.h"

namespace assay::runtime {
namespace {

using kernels::Opcode;
using testing::Activation;
using testing::Add;
using testing::AlignedBytes;
using testing::BuildModel;
using ::testing::Each;
using ::testing::ElementsAre;
using testing::Flag;
using testing::InterpreterTest;
using testing::kSets;
using testing::ModelSpec;
using testing::Operator;
using testing::OperatorSpec;
using testing::Recorder;
using testing::SmallModel;
using testing::TensorSpec;

// Gives the double of its only value.
ModelSpec Doubles() {
  ModelSpec graph;
  graph.tensors = {Activation({2}), Activation({2})};
  graph.operators = {Add(0, 0, 1)};
  graph.inputs = {0};
  graph.outputs = {1};
  return graph;
}

// Inputs a flag and a value; the value's double, or that of its double, added to the value.
ModelSpec Branches() {
  ModelSpec spec;
  spec.tensors = {Flag(), Activation({2}), Activation({2}), Activation({2})};
  spec.operators = {Operator(Opcode::kIf, {0, 1}, {2}, kernels::IfOptions{1, 2}), Add(1, 2, 3)};
  spec.inputs = {0, 1};
  spec.outputs = {3};
  ModelSpec twice = Doubles();  // by way of the first
  twice.tensors = {Activation({2}), Activation({2}), Activation({2}), Flag({1})};
  twice.operators = {Add(0, 0, 1), Operator(Opcode::kIf, {3, 1}, {2}, kernels::IfOptions{1, 1})};
  twice.outputs = {2};
  spec.called = {Doubles(), twice};
  return spec;
}

TEST_F(InterpreterTest, IfRunsOneOfTwoSubgraphs) {
  Interpreter* interpreter = Load(Branches());
  ASSERT_NE(interpreter, nullptr) << StatusName(fault_.status) << fault_.subgraph << fault_.operator_index;
  for (const auto& [flag, result] : {std::pair{1, 15}, {0, 25}, {255, 15}}) {
    interpreter->input(0)[0] = static_cast<uint8_t>(flag);
    std::ranges::fill(interpreter->input(1), 5);
    ASSERT_EQ(interpreter->Invoke(nullptr), Status::kOk);
    EXPECT_THAT(interpreter->output(0), Each(result)) << flag;
  }
  // Operators, and what is placed, are those of the model alone.
  EXPECT_EQ(interpreter->operator_count(), 2);
  EXPECT_EQ(interpreter->operator_info(0).opcode, static_cast<int32_t>(Opcode::kIf));
  Recorder recorder(-1);
  interpreter->Invoke(&recorder);
  EXPECT_THAT(recorder.calls, ElementsAre(0, 100, 1, 101));
  int scratch = 0;
  for (int32_t i = 0; i < interpreter->allocation_count(); ++i) {
    const Allocation allocation = interpreter->allocation(i);
    if (allocation.kind != AllocationKind::kScratch) continue;
    ++scratch;
    EXPECT_EQ(allocation.first_operator, 0);
    EXPECT_EQ(allocation.last_operator, 0);
  }
  EXPECT_EQ(scratch, 2);
}

TEST_F(InterpreterTest, EveryArenaForSubgraphsBelowTheReportedIsRefused) {
  Interpreter* interpreter = Load(Branches());
  ASSERT_NE(interpreter, nullptr);
  const MemoryReport memory = interpreter->memory();
  EXPECT_EQ(memory.persistent,
            memory.interpreter + memory.tensors + memory.operators + memory.params + memory.state);
  for (uint32_t size = 0; size < memory.arena; ++size) {
    AlignedBytes arena(size);
    ASSERT_EQ(LoadInto(arena.span()), nullptr) << size;
    ASSERT_EQ(fault_.status, Status::kArenaTooSmall);
    ASSERT_GT(fault_.needed, size);
    ASSERT_LE(fault_.needed, memory.arena);
  }
  AlignedBytes exact(memory.arena);
  interpreter = LoadInto(exact.span());
  ASSERT_NE(interpreter, nullptr);
  EXPECT_EQ(interpreter->Invoke(nullptr), Status::kOk);
  EXPECT_LE(interpreter->touched(), memory.arena);
}

// Fills its scratch with what its input holds, and gives what it reads there.
Status ByWayOfScratch(const void*, const kernels::Buffers& buffers) {
  std::memset(buffers.scratch, *static_cast<const uint8_t*>(buffers.inputs[0]), 64);
  std::memcpy(buffers.outputs[0], buffers.scratch, 2);
  return Status::kOk;
}
Status PrepareScratch(const kernels::Operation&, void*, kernels::Needs* needs) {
  needs->scratch_bytes = 64;
  return Status::kOk;
}
constexpr kernels::Kernel kScratching = {
    .opcode = Opcode::kAbs, .prepare = PrepareScratch, .eval = ByWayOfScratch};
constexpr const kernels::Kernel* kScratchingRows[] = {&kScratching};
constexpr kernels::KernelSet kScratchingSet = {.name = "scratching", .kernels = kScratchingRows};
constexpr const kernels::KernelSet* kSetsWithScratch[] = {&kScratchingSet, &kernels::kReference};

TEST_F(InterpreterTest, ScratchInASubgraphLeavesTheCallersValuesAlone) {
  ModelSpec spec = Branches();
  spec.called[0].operators = {Operator(Opcode::kAbs, {0}, {1})};
  // The largest block, and so at the plan's start, lives on while the subgraph runs.
  spec.tensors.push_back(Activation({512}));
  spec.inputs.push_back(4);
  spec.outputs.push_back(4);
  Interpreter* interpreter = LoadWith(kSetsWithScratch, spec);
  ASSERT_NE(interpreter, nullptr) << StatusName(fault_.status);
  interpreter->input(0)[0] = 1;
  interpreter->input(1)[0] = 5;
  interpreter->input(1)[1] = 6;
  std::ranges::fill(interpreter->input(2), 7);
  ASSERT_EQ(interpreter->Invoke(nullptr), Status::kOk);
  EXPECT_THAT(interpreter->output(0), ElementsAre(10, 11));
  EXPECT_THAT(interpreter->output(1), Each(7));
}

// The loop's values are a flag for every round still to go, and a value that every round doubles.
ModelSpec Loop() {
  ModelSpec spec;
  spec.tensors = {Flag(), Flag(), Activation({2}), Flag(), Flag(), Activation({2})};
  spec.operators = {Operator(Opcode::kWhile, {0, 1, 2}, {3, 4, 5}, kernels::WhileOptions{1, 2})};
  spec.inputs = {0, 1, 2};
  spec.outputs = {5};
  ModelSpec condition;
  condition.tensors = {Flag(), Flag(), Activation({2})};
  condition.inputs = {0, 1, 2};
  condition.outputs = {0};
  ModelSpec body;
  body.tensors = {Flag(), Flag(), Activation({2}), Activation({2}), Flag({0})};
  body.operators = {Add(2, 2, 3)};
  body.inputs = {0, 1, 2};
  body.outputs = {1, 4, 3};
  spec.called = {condition, body};
  return spec;
}

TEST_F(InterpreterTest, WhileRunsUntilItsConditionFails) {
  Interpreter* interpreter = Load(Loop());
  ASSERT_NE(interpreter, nullptr) << StatusName(fault_.status);
  for (const auto& [first, second, result] : {std::tuple{0, 1, 3}, {1, 0, 6}, {1, 1, 12}}) {
    interpreter->input(0)[0] = static_cast<uint8_t>(first);
    interpreter->input(1)[0] = static_cast<uint8_t>(second);
    std::ranges::fill(interpreter->input(2), 3);
    ASSERT_EQ(interpreter->Invoke(nullptr), Status::kOk);
    EXPECT_THAT(interpreter->output(0), Each(result));
  }
}

TEST_F(InterpreterTest, NothingLoopsForEver) {
  ModelSpec spec = Loop();
  spec.called[1].outputs = {0, 1, 3};  // the flags stay as they are
  Interpreter* interpreter = Load(spec);
  ASSERT_NE(interpreter, nullptr) << StatusName(fault_.status);
  interpreter->input(0)[0] = 1;
  EXPECT_EQ(interpreter->Invoke(nullptr, &fault_), Status::kLoopLimit);
  EXPECT_EQ(fault_.operator_index, 0);
  EXPECT_EQ(fault_.opcode, static_cast<int32_t>(Opcode::kWhile));
  interpreter->input(0)[0] = 0;
  EXPECT_EQ(interpreter->Invoke(nullptr, &fault_), Status::kOk);
}

// Lets a loop go on for some rounds.
class Clock final : public OperatorObserver {
 public:
  explicit Clock(int rounds) : rounds_(rounds) {}
  void BeforeOperator(int32_t) override {}
  bool AfterOperator(int32_t) override { return true; }
  bool InTime() override { return asked++ < rounds_; }
  int asked = 0;

 private:
  const int rounds_;
};

TEST_F(InterpreterTest, ALoopEndsWhenItsTimeIsOver) {
  ModelSpec spec = Loop();
  spec.called[1].outputs = {0, 1, 3};  // the flags stay as they are
  Interpreter* interpreter = Load(spec);
  ASSERT_NE(interpreter, nullptr) << StatusName(fault_.status);
  interpreter->input(0)[0] = 1;
  Clock clock(10);
  EXPECT_EQ(interpreter->Invoke(&clock, &fault_), Status::kDeadline);
  EXPECT_EQ(clock.asked, 11);
  EXPECT_EQ(fault_.status, Status::kDeadline);
  EXPECT_EQ(fault_.operator_index, 0);
  // The next inference has its own time.
  interpreter->input(0)[0] = 0;
  Clock enough(10);
  EXPECT_EQ(interpreter->Invoke(&enough, &fault_), Status::kOk);
}

TEST_F(InterpreterTest, TheWorkOfAnInferenceIsSummed) {
  const auto work = [&](const ModelSpec& spec) {
    model_ = AlignedBytes(BuildModel(spec));
    uint64_t operations = 0;
    EXPECT_NE(Interpreter::Load(model_.span(), arena_.span(), {kSets, ""}, &fault_, &operations), nullptr);
    return operations;
  };
  // CONV_2D: 32 outputs of 2 weights each... and FULLY_CONNECTED: every weight once.
  const ModelSpec small = SmallModel();
  const auto elements = [&](size_t tensor) {
    uint64_t product = 1;
    for (const int32_t dim : small.tensors[tensor].shape) product *= static_cast<uint64_t>(dim);
    return product;
  };
  const std::vector<OperatorSpec>& operators = small.operators;
  const auto tensor = [&](size_t op, size_t input) {
    return static_cast<size_t>(operators[op].inputs[input]);
  };
  const auto output = [&](size_t op) { return static_cast<size_t>(operators[op].outputs[0]); };
  const auto& filter = small.tensors[tensor(0, 1)].shape;
  const uint64_t conv = elements(output(0)) * static_cast<uint64_t>(filter[1] * filter[2] * filter[3]);
  EXPECT_EQ(work(small), conv + elements(output(1)) + elements(tensor(2, 1)) + elements(output(3)));
  // The model's own operators, and those of every subgraph once.
  EXPECT_EQ(work(Branches()), 2U + 2U + 2U + 2U + 2U);
}

kernels::VarHandleOptions Named(const char* name) {
  return {{nullptr, 0}, {reinterpret_cast<const uint8_t*>(name), 1}};
}

TEST_F(InterpreterTest, CallOnceSetsAVariableThatEveryInferenceAddsTo) {
  const TensorSpec handle = {.shape = {1}, .type = Type::kResource};
  ModelSpec spec;
  spec.tensors = {Activation({2}), handle, Activation({2}), Activation({2})};
  spec.operators = {Operator(Opcode::kCallOnce, {}, {}, kernels::CallOnceOptions{1}),
                    Operator(Opcode::kVarHandle, {}, {1}, Named("v")),
                    Operator(Opcode::kReadVariable, {1}, {2}), Add(0, 2, 3),
                    Operator(Opcode::kAssignVariable, {1, 3}, {})};
  spec.inputs = {0};
  spec.outputs = {3};
  ModelSpec first;
  first.tensors = {handle, Activation({2})};
  first.tensors[1].data = {100, 50};
  first.operators = {Operator(Opcode::kVarHandle, {}, {0}, Named("v")),
                     Operator(Opcode::kAssignVariable, {0, 1}, {})};
  spec.called = {first};
  Interpreter* interpreter = Load(spec);
  ASSERT_NE(interpreter, nullptr) << StatusName(fault_.status) << fault_.operator_index;
  for (int round = 0; round < 2; ++round) {
    for (const int times : {1, 2}) {
      std::ranges::fill(interpreter->input(0), 7);
      ASSERT_EQ(interpreter->Invoke(nullptr), Status::kOk);
      EXPECT_THAT(interpreter->output(0), ElementsAre(100 + 7 * times, 50 + 7 * times));
    }
    interpreter->Reset();
  }

  // Another name is another variable, to which nothing was ever assigned.
  spec.operators[1] = Operator(Opcode::kVarHandle, {}, {1}, Named("w"));
  spec.operators.pop_back();
  interpreter = Load(spec);
  ASSERT_NE(interpreter, nullptr);
  EXPECT_EQ(interpreter->Invoke(nullptr, &fault_), Status::kIndexOutOfRange);
  EXPECT_EQ(fault_.operator_index, 2);
}

}  // namespace
}  // namespace assay::runtime
