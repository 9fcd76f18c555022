#include "device-agent/runtime/interpreter.h"

#include <gmock/gmock.h>

#include <cstring>
#include <vector>

#include "device-agent/runtime/testing/aligned_bytes.h"
#include "device-agent/runtime/testing/model_builder.h"
#include "kernels/sets.h"
#include "kernels/status_info.h"

namespace assay::runtime {
namespace {

using kernels::Opcode;
using testing::AlignedBytes;
using testing::BuildModel;
using ::testing::Each;
using ::testing::ElementsAre;
using testing::ModelSpec;
using testing::OperatorSpec;
using testing::SmallModel;
using testing::TensorSpec;

constexpr const kernels::KernelSet* kSets[] = {&kernels::kReference};

TensorSpec Activation(std::vector<int32_t> shape) {
  return {.shape = std::move(shape), .scales = {1.0f}, .zero_points = {0}};
}

OperatorSpec Reshape(int32_t input, int32_t output) {
  return {static_cast<int32_t>(Opcode::kReshape), {input}, {output}, {}};
}

OperatorSpec Add(int32_t a, int32_t b, int32_t output) {
  return {static_cast<int32_t>(Opcode::kAdd),
          {a, b},
          {output},
          kernels::AddOptions{kernels::Activation::kNone, true}};
}

class InterpreterTest : public ::testing::Test {
 protected:
  Interpreter* Load(const ModelSpec& spec) {
    model_ = AlignedBytes(BuildModel(spec));
    return LoadInto(arena_.span());
  }
  Interpreter* LoadInto(std::span<uint8_t> arena, const char* kernels = "") {
    return Interpreter::Load(model_.span(), arena, {kSets, kernels}, &fault_);
  }

  AlignedBytes model_{0};
  AlignedBytes arena_{16384};
  Fault fault_;
};

TEST_F(InterpreterTest, SaysWhatIsInTheModel) {
  Interpreter* interpreter = Load(SmallModel());
  ASSERT_NE(interpreter, nullptr);
  EXPECT_EQ(interpreter->input_count(), 1);
  EXPECT_EQ(interpreter->output_count(), 1);
  const TensorInfo input = interpreter->input_info(0);
  EXPECT_EQ(input.type, Type::kInt8);
  EXPECT_EQ(input.shape.rank, 4);
  EXPECT_EQ(input.scale, 0.5f);
  EXPECT_EQ(input.zero_point, 3);
  EXPECT_EQ(input.bytes, 32U);
  EXPECT_EQ(interpreter->output_info(0).zero_point, -128);
  ASSERT_EQ(interpreter->operator_count(), 4);
  EXPECT_EQ(interpreter->operator_info(2).opcode, static_cast<int32_t>(Opcode::kFullyConnected));
  EXPECT_STREQ(interpreter->operator_info(2).kernel_set, "reference");
  EXPECT_EQ(interpreter->operator_info(0).output_bytes, 32U);
  EXPECT_EQ(interpreter->operator_output_count(0), 1);
}

TEST_F(InterpreterTest, TheArenaIsWhatItSays) {
  Interpreter* interpreter = Load(SmallModel());
  ASSERT_NE(interpreter, nullptr);
  const MemoryReport memory = interpreter->memory();
  EXPECT_EQ(memory.persistent,
            memory.interpreter + memory.tensors + memory.operators + memory.params + memory.state);
  EXPECT_GE(memory.interpreter, 72U);  // with one subgraph
  EXPECT_LT(memory.interpreter, 72U + 16U);
  EXPECT_EQ(memory.tensors, 5U * 16U);                         // all but the three constants
  EXPECT_EQ(memory.operators, 4U * 8U + 16U + 8U + 16U + 8U);  // 4, 2, 4 and 2 operands
  EXPECT_EQ(memory.state, 0U);
  EXPECT_EQ(memory.fragmentation, 0U);
  EXPECT_EQ(memory.arena, memory.persistent + 64U);
  EXPECT_EQ(memory.lower_bound, 64U);
  // Five activations, of which RESHAPE's output (tensor 4) lies where its input does.
  ASSERT_EQ(interpreter->allocation_count(), 4);
  for (int32_t i = 0; i < 4; ++i) {
    const Allocation allocation = interpreter->allocation(i);
    EXPECT_EQ(allocation.kind, AllocationKind::kActivation);
    EXPECT_GE(allocation.offset, memory.persistent);
    EXPECT_LE(allocation.offset + allocation.bytes, memory.arena);
    EXPECT_NE(allocation.tensor, 4);
  }
  EXPECT_EQ(interpreter->allocation(1).tensor, 3);
  EXPECT_EQ(interpreter->allocation(1).first_operator, 0);
  EXPECT_EQ(interpreter->allocation(1).last_operator, 2);
}

TEST_F(InterpreterTest, EveryArenaSizeBelowTheReportedIsRefusedWithWhatIsNeeded) {
  Interpreter* interpreter = Load(SmallModel());
  ASSERT_NE(interpreter, nullptr);
  const uint32_t needed = interpreter->memory().arena;
  const uint32_t to_plan = needed / 2;  // far more than the table of blocks takes
  for (uint32_t size = 0; size < needed; ++size) {
    AlignedBytes arena(size);
    ASSERT_EQ(LoadInto(arena.span()), nullptr) << size;
    ASSERT_EQ(fault_.status, Status::kArenaTooSmall);
    ASSERT_EQ(fault_.available, size);
    ASSERT_GT(fault_.needed, size);
    ASSERT_LE(fault_.needed, needed);
    if (size >= to_plan) {
      ASSERT_EQ(fault_.needed, needed);
    }
  }
  AlignedBytes exact(needed);
  EXPECT_NE(LoadInto(exact.span()), nullptr);
}

TEST_F(InterpreterTest, AMisalignedArenaCostsOnlyTheBytesSkipped) {
  ASSERT_NE(Load(SmallModel()), nullptr);
  const uint32_t aligned = LoadInto(arena_.span())->memory().arena;
  Interpreter* interpreter = LoadInto(arena_.span().subspan(3));
  ASSERT_NE(interpreter, nullptr);
  EXPECT_EQ(interpreter->memory().arena, aligned + 13);
  EXPECT_NE(LoadInto(arena_.span().subspan(3, aligned + 13)), nullptr);
  EXPECT_EQ(LoadInto(arena_.span().subspan(3, aligned + 12)), nullptr);
  EXPECT_EQ(fault_.needed, aligned + 13);
}

TEST_F(InterpreterTest, TouchedGrowsWithWhatIsWritten) {
  Interpreter* interpreter = Load(SmallModel());
  ASSERT_NE(interpreter, nullptr);
  const MemoryReport memory = interpreter->memory();
  EXPECT_EQ(interpreter->touched(), memory.persistent);
  interpreter->input(0)[5] = 1;
  const uint32_t offset = interpreter->allocation(0).offset;
  EXPECT_EQ(interpreter->touched(), offset + 6);
  std::ranges::fill(interpreter->input(0), 7);
  interpreter->Invoke(nullptr);
  EXPECT_EQ(interpreter->touched(), memory.arena);
}

class Recorder final : public OperatorObserver {
 public:
  explicit Recorder(int32_t stop_after) : stop_after_(stop_after) {}
  void BeforeOperator(int32_t index) override { calls.push_back(index); }
  bool AfterOperator(int32_t index) override {
    calls.push_back(100 + index);
    return index != stop_after_;
  }
  std::vector<int32_t> calls;

 private:
  int32_t stop_after_;
};

TEST_F(InterpreterTest, ObserversSeeEveryOperatorAndMayStop) {
  Interpreter* interpreter = Load(SmallModel());
  ASSERT_NE(interpreter, nullptr);
  Recorder all(-1);
  interpreter->Invoke(&all);
  EXPECT_THAT(all.calls, ElementsAre(0, 100, 1, 101, 2, 102, 3, 103));
  Recorder some(1);
  interpreter->Invoke(&some);
  EXPECT_THAT(some.calls, ElementsAre(0, 100, 1, 101));
}

// Fails with what its first input byte says, so that a test decides when.
Status Fail(const void*, const kernels::Buffers& buffers) {
  const uint8_t status = *static_cast<const uint8_t*>(buffers.inputs[0]);
  *static_cast<uint8_t*>(buffers.outputs[0]) = 55;
  return static_cast<Status>(status);
}
Status PrepareNothing(const kernels::Operation&, void*, kernels::Needs*) { return Status::kOk; }
constexpr kernels::Kernel kFailing = {.opcode = Opcode::kAbs, .prepare = PrepareNothing, .eval = Fail};
constexpr const kernels::Kernel* kFailingRows[] = {&kFailing};
constexpr kernels::KernelSet kFailingSet = {"failing", kFailingRows};
constexpr const kernels::KernelSet* kSetsWithFailing[] = {&kFailingSet, &kernels::kReference};

TEST_F(InterpreterTest, TheFirstOperatorThatFailsEndsTheInference) {
  ModelSpec spec;
  spec.tensors = {Activation({2}), Activation({2}), Activation({2})};
  spec.operators = {
      Add(0, 0, 1), {static_cast<int32_t>(Opcode::kAbs), {0}, {2}, {}}, Add(2, 1, 3), Add(1, 1, 4)};
  spec.tensors.resize(5, Activation({2}));
  spec.inputs = {0};
  spec.outputs = {1, 2, 3, 4};
  model_ = AlignedBytes(BuildModel(spec));
  Interpreter* interpreter = Interpreter::Load(model_.span(), arena_.span(), {kSetsWithFailing, ""}, &fault_);
  ASSERT_NE(interpreter, nullptr) << StatusName(fault_.status);
  const auto run = [&](Status status, OperatorObserver* observer) {
    std::ranges::fill(interpreter->input(0), static_cast<uint8_t>(status));
    return interpreter->Invoke(observer, &fault_);
  };

  EXPECT_EQ(run(Status::kOk, nullptr), Status::kOk);
  EXPECT_EQ(fault_.status, Status::kOk);
  EXPECT_EQ(fault_.operator_index, -1);

  Recorder recorder(-1);
  EXPECT_EQ(run(Status::kDivisionByZero, &recorder), Status::kDivisionByZero);
  EXPECT_THAT(recorder.calls, ElementsAre(0, 100, 1, 101));
  EXPECT_EQ(fault_.status, Status::kDivisionByZero);
  EXPECT_EQ(fault_.operator_index, 1);
  EXPECT_EQ(fault_.opcode, static_cast<int32_t>(Opcode::kAbs));

  // Ended early: what was computed stays, the rest is zero.
  EXPECT_EQ(run(Status::kEndedEarly, nullptr), Status::kEndedEarly);
  EXPECT_EQ(fault_.operator_index, 1);
  EXPECT_THAT(interpreter->output(0), Each(40));
  EXPECT_EQ(interpreter->output(1)[0], 55);
  EXPECT_THAT(interpreter->output(2), Each(0));
  EXPECT_THAT(interpreter->output(3), Each(0));

  EXPECT_EQ(run(Status::kOk, nullptr), Status::kOk);
}

TEST_F(InterpreterTest, AModelWithoutOperatorsPassesItsInputThrough) {
  ModelSpec spec;
  spec.tensors = {Activation({4})};
  spec.inputs = {0};
  spec.outputs = {0};
  Interpreter* interpreter = Load(spec);
  ASSERT_NE(interpreter, nullptr);
  interpreter->input(0)[2] = 42;
  interpreter->Invoke(nullptr);
  EXPECT_EQ(interpreter->output(0)[2], 42);
  const MemoryReport memory = interpreter->memory();
  EXPECT_EQ(memory.arena, memory.persistent + 4U);  // the last bytes are not rounded up
  EXPECT_EQ(interpreter->memory().lower_bound, 4U);
}

TEST_F(InterpreterTest, AnEmptyModelLoads) {
  Interpreter* interpreter = Load({});
  ASSERT_NE(interpreter, nullptr);
  interpreter->Invoke(nullptr);
  EXPECT_EQ(interpreter->memory().arena, interpreter->memory().persistent);
  EXPECT_EQ(interpreter->allocation_count(), 0);
}

TEST_F(InterpreterTest, AConstantMayBeAnOutput) {
  ModelSpec spec;
  spec.tensors = {Activation({4})};
  spec.tensors[0].data = {1, 2, 3, 4};
  spec.outputs = {0};
  Interpreter* interpreter = Load(spec);
  ASSERT_NE(interpreter, nullptr);
  EXPECT_THAT(interpreter->output(0), ElementsAre(1, 2, 3, 4));
}

TEST_F(InterpreterTest, AReshapedConstantIsCopied) {
  ModelSpec spec;
  spec.tensors = {Activation({4}), Activation({2, 2})};
  spec.tensors[0].data = {1, 2, 3, 4};
  spec.operators = {Reshape(0, 1)};
  spec.outputs = {1};
  Interpreter* interpreter = Load(spec);
  ASSERT_NE(interpreter, nullptr);
  interpreter->Invoke(nullptr);
  EXPECT_THAT(interpreter->output(0), ElementsAre(1, 2, 3, 4));
}

TEST_F(InterpreterTest, ViewsOfViewsKeepTheBytesAlive) {
  // The input is seen through two RESHAPEs only after another sum has been computed, which must not overwrite
  // it.
  ModelSpec spec;
  spec.tensors = {Activation({1, 2}), Activation({2}), Activation({2, 1}), Activation({2, 1}),
                  Activation({2, 1})};
  spec.operators = {Reshape(0, 1), Reshape(1, 2), Add(0, 0, 3), Add(3, 2, 4)};
  spec.operators[2] = Add(2, 2, 3);
  spec.inputs = {0};
  spec.outputs = {4};
  Interpreter* interpreter = Load(spec);
  ASSERT_NE(interpreter, nullptr) << StatusName(fault_.status);
  interpreter->input(0)[0] = 5;
  interpreter->input(0)[1] = static_cast<uint8_t>(-7);
  interpreter->Invoke(nullptr);
  EXPECT_THAT(interpreter->output(0), ElementsAre(15, static_cast<uint8_t>(-21)));
  EXPECT_EQ(interpreter->allocation_count(), 3);
  EXPECT_EQ(interpreter->allocation(0).last_operator, 3);
}

TEST_F(InterpreterTest, AnInputThatIsAlsoAnOutputSurvivesTheRun) {
  ModelSpec spec;
  spec.tensors = {Activation({2}), Activation({2}), Activation({2})};
  spec.operators = {Add(0, 0, 1), Add(1, 1, 2)};
  spec.inputs = {0};
  spec.outputs = {2, 0};
  Interpreter* interpreter = Load(spec);
  ASSERT_NE(interpreter, nullptr);
  std::ranges::fill(interpreter->input(0), 3);
  interpreter->Invoke(nullptr);
  EXPECT_THAT(interpreter->output(0), Each(12));
  EXPECT_THAT(interpreter->output(1), Each(3));
}

// Adds its second input to the first, a variable, and gives the sum; counts its runs in persistent memory.
Status Accumulate(const void*, const kernels::Buffers& buffers) {
  auto* state = static_cast<int8_t*>(const_cast<void*>(buffers.inputs[0]));
  auto* runs = static_cast<uint8_t*>(buffers.persistent);
  *state = static_cast<int8_t>(*state + *static_cast<const int8_t*>(buffers.inputs[1]));
  static_cast<int8_t*>(buffers.outputs[0])[0] = *state;
  static_cast<uint8_t*>(buffers.outputs[0])[1] = ++*runs;
  return Status::kOk;
}
Status PrepareAccumulate(const kernels::Operation& operation, void*, kernels::Needs* needs) {
  needs->persistent_bytes = 1;
  return operation.inputs[0].variable && operation.inputs[0].data == nullptr ? Status::kOk
                                                                             : Status::kUnsupportedOption;
}
constexpr kernels::Kernel kAccumulating = {
    .opcode = Opcode::kAbs, .prepare = PrepareAccumulate, .eval = Accumulate};
constexpr const kernels::Kernel* kAccumulatingRows[] = {&kAccumulating};
constexpr kernels::KernelSet kAccumulatingSet = {"accumulating", kAccumulatingRows};
constexpr const kernels::KernelSet* kSetsWithState[] = {&kAccumulatingSet, &kernels::kReference};

TEST_F(InterpreterTest, StateIsKeptUntilReset) {
  ModelSpec spec;
  spec.tensors = {Activation({1}), Activation({1}), Activation({2}), Activation({1})};
  spec.tensors[0].variable = true;
  spec.tensors[0].zero_points = {-9};
  spec.tensors[0].data = {77};  // what the model says a variable is at first does not count
  spec.operators = {{static_cast<int32_t>(Opcode::kAbs), {0, 1}, {2}, {}}, Reshape(0, 3)};
  spec.inputs = {1};
  spec.outputs = {2, 3};
  model_ = AlignedBytes(BuildModel(spec));
  Interpreter* interpreter = Interpreter::Load(model_.span(), arena_.span(), {kSetsWithState, ""}, &fault_);
  ASSERT_NE(interpreter, nullptr) << StatusName(fault_.status);
  EXPECT_EQ(interpreter->memory().state, 16U);  // 8 for the variable, 8 for the kernel's
  const auto run = [&] {
    interpreter->input(0)[0] = 3;
    EXPECT_EQ(interpreter->Invoke(nullptr), Status::kOk);
    EXPECT_EQ(interpreter->output(1)[0], interpreter->output(0)[0]) << "RESHAPE copies a variable";
  };
  for (int round = 0; round < 2; ++round) {
    run();
    EXPECT_THAT(interpreter->output(0), ElementsAre(static_cast<uint8_t>(-6), 1));
    run();
    EXPECT_THAT(interpreter->output(0), ElementsAre(static_cast<uint8_t>(-3), 2));
    interpreter->Reset();
  }
}

OperatorSpec Operator(Opcode opcode, std::vector<int32_t> inputs, std::vector<int32_t> outputs,
                      testing::OptionsSpec options = {}) {
  return {static_cast<int32_t>(opcode), std::move(inputs), std::move(outputs), std::move(options)};
}

TensorSpec Flag(std::vector<uint8_t> data = {}) {
  return {.shape = {1}, .type = Type::kBool, .data = std::move(data)};
}

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
  model_ = AlignedBytes(BuildModel(spec));
  Interpreter* interpreter = Interpreter::Load(model_.span(), arena_.span(), {kSetsWithScratch, ""}, &fault_);
  ASSERT_NE(interpreter, nullptr) << StatusName(fault_.status);
  interpreter->input(0)[0] = 1;
  interpreter->input(1)[0] = 5;
  interpreter->input(1)[1] = 6;
  std::ranges::fill(interpreter->input(2), 7);
  ASSERT_EQ(interpreter->Invoke(nullptr), Status::kOk);
  EXPECT_THAT(interpreter->output(0), ElementsAre(10, 11));
  EXPECT_THAT(interpreter->output(1), Each(7));
}

TEST_F(InterpreterTest, AnArenaThatIsTrimmedIsAsOneOfThatSize) {
  Interpreter* interpreter = Load(SmallModel());
  ASSERT_NE(interpreter, nullptr);
  const MemoryReport memory = interpreter->memory();
  interpreter->Trim();
  // What lies behind is someone else's now, and not taken for touched.
  std::ranges::fill(arena_.span().subspan(memory.arena), 1);
  EXPECT_EQ(interpreter->touched(), memory.persistent);
  EXPECT_EQ(interpreter->memory().arena, memory.arena);
  EXPECT_EQ(interpreter->Invoke(nullptr), Status::kOk);
  EXPECT_THAT(arena_.span().subspan(memory.arena), Each(1));
}

TEST_F(InterpreterTest, NobodyNeedsToAskForTheFault) {
  model_ = AlignedBytes(BuildModel(SmallModel()));
  EXPECT_EQ(Interpreter::Load(model_.span(), arena_.span().first(8), {kSets, ""}, nullptr), nullptr);
  EXPECT_NE(Interpreter::Load(model_.span(), arena_.span(), {kSets, ""}, nullptr), nullptr);
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

TEST_F(InterpreterTest, ManyOperandsFit) {
  ModelSpec spec;
  spec.tensors.assign(40, Activation({1}));
  spec.tensors[39].shape = {39};
  std::vector<int32_t> inputs(39);
  for (int32_t i = 0; i < 39; ++i) inputs[static_cast<size_t>(i)] = i;
  static constexpr kernels::Kernel kernel = {.opcode = Opcode::kPack,
                                             .prepare = PrepareNothing,
                                             .eval = [](const void*, const kernels::Buffers& buffers) {
                                               for (int i = 0; i < 39; ++i) {
                                                 static_cast<int8_t*>(buffers.outputs[0])[i] =
                                                     *static_cast<const int8_t*>(buffers.inputs[i]);
                                               }
                                               return Status::kOk;
                                             }};
  static constexpr const kernels::Kernel* rows[] = {&kernel};
  static constexpr kernels::KernelSet set = {"pack", rows};
  static constexpr const kernels::KernelSet* sets[] = {&set};
  spec.operators = {Operator(Opcode::kPack, inputs, {39})};
  spec.inputs = inputs;
  spec.outputs = {39};
  model_ = AlignedBytes(BuildModel(spec));
  Interpreter* interpreter = Interpreter::Load(model_.span(), arena_.span(), {sets, ""}, &fault_);
  ASSERT_NE(interpreter, nullptr) << StatusName(fault_.status);
  for (int32_t i = 0; i < 39; ++i) interpreter->input(i)[0] = static_cast<uint8_t>(i);
  ASSERT_EQ(interpreter->Invoke(nullptr), Status::kOk);
  for (size_t i = 0; i < 39; ++i) EXPECT_EQ(interpreter->output(0)[i], i);
}

// A shape for which `portable` would want more scratch than it takes: 40,000 weights a channel.
TEST_F(InterpreterTest, NamesTheSetThatComputesWhatAnotherLeftToIt) {
  const std::vector<float> scales = {0.5f};
  ModelSpec spec;
  spec.tensors = {{.shape = {1, 100, 100, 4}, .scales = scales, .zero_points = {0}},
                  {.shape = {2, 100, 100, 4},
                   .scales = scales,
                   .zero_points = {0},
                   .data = std::vector<uint8_t>(80000, 1)},
                  {.shape = {1, 1, 1, 2}, .scales = scales, .zero_points = {0}},
                  {.shape = {1, 1, 1, 2}, .scales = {1.0f / 256}, .zero_points = {-128}}};
  spec.operators = {Operator(Opcode::kConv2D, {0, 1, -1}, {2}), Operator(Opcode::kSoftmax, {2}, {3})};
  spec.operators[0].options =
      kernels::Conv2DOptions{kernels::Padding::kValid, kernels::Activation::kNone, 1, 1, 1, 1};
  spec.operators[1].options = kernels::SoftmaxOptions{1.0f};
  spec.inputs = {0};
  spec.outputs = {3};
  model_ = AlignedBytes(BuildModel(spec));
  AlignedBytes arena(1 << 20);
  Interpreter* interpreter =
      Interpreter::Load(model_.span(), arena.span(), {kernels::kKernelSets, "portable"}, &fault_);
  ASSERT_NE(interpreter, nullptr) << StatusName(fault_.status);
  EXPECT_STREQ(interpreter->operator_info(0).kernel_set, "reference");
  EXPECT_STREQ(interpreter->operator_info(1).kernel_set, "portable");
  EXPECT_LT(interpreter->memory().arena, 50000U);
  ASSERT_EQ(interpreter->Invoke(nullptr), Status::kOk);
}

TEST_F(InterpreterTest, AnyRowsMakeASet) {
  static constexpr const kernels::Kernel* rows[] = {
      &kernels::portable::rows::kFullyConnectedInt8, &kernels::portable::rows::kSoftmaxInt8,
      &kernels::reference::rows::kConv2DInt8, &kernels::reference::rows::kReshape};
  static constexpr kernels::KernelSet set = {.name = "small", .kernels = rows};
  static constexpr const kernels::KernelSet* sets[] = {&set};
  model_ = AlignedBytes(BuildModel(SmallModel()));
  Interpreter* interpreter = Interpreter::Load(model_.span(), arena_.span(), {sets, ""}, &fault_);
  ASSERT_NE(interpreter, nullptr) << StatusName(fault_.status);
  EXPECT_STREQ(interpreter->operator_info(0).kernel_set, "small");
  EXPECT_EQ(interpreter->Invoke(nullptr), Status::kOk);
}

TEST_F(InterpreterTest, KernelChoicesAreChecked) {
  ASSERT_NE(Load(SmallModel()), nullptr);
  EXPECT_NE(LoadInto(arena_.span(), "reference,0=reference"), nullptr);
  EXPECT_EQ(LoadInto(arena_.span(), "nonesuch"), nullptr);
  EXPECT_EQ(fault_.status, Status::kUnknownKernelSet);
}

}  // namespace
}  // namespace assay::runtime
