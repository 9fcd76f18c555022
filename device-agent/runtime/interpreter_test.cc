#include "device-agent/runtime/interpreter.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <vector>

#include "device-agent/runtime/testing/aligned_bytes.h"
#include "device-agent/runtime/testing/interpreter_fixture.h"
#include "device-agent/runtime/testing/specs.h"
#include "kernels/sets.h"
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
using testing::InterpreterTest;
using testing::kSets;
using testing::ModelSpec;
using testing::Operator;
using testing::Recorder;
using testing::Reshape;
using testing::SmallModel;

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

TEST_F(InterpreterTest, NobodyNeedsToAskForTheFault) {
  model_ = AlignedBytes(BuildModel(SmallModel()));
  EXPECT_EQ(Interpreter::Load(model_.span(), arena_.span().first(8), {kSets, ""}, nullptr), nullptr);
  EXPECT_NE(Interpreter::Load(model_.span(), arena_.span(), {kSets, ""}, nullptr), nullptr);
}

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
  Interpreter* interpreter = LoadWith(kSetsWithFailing, spec);
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

TEST_F(InterpreterTest, EndedEarlyAViewLeavesWhatItWouldHaveShown) {
  ModelSpec spec;
  spec.tensors = {Activation({2}), Activation({2}), Activation({2}), Activation({2, 1})};
  spec.operators = {Add(0, 0, 1), {static_cast<int32_t>(Opcode::kAbs), {0}, {2}, {}}, Reshape(1, 3)};
  spec.inputs = {0};
  spec.outputs = {1, 3};
  Interpreter* interpreter = LoadWith(kSetsWithFailing, spec);
  ASSERT_NE(interpreter, nullptr) << StatusName(fault_.status);
  ASSERT_EQ(interpreter->output(0).data(), interpreter->output(1).data());
  std::ranges::fill(interpreter->input(0), static_cast<uint8_t>(Status::kEndedEarly));
  EXPECT_EQ(interpreter->Invoke(nullptr, &fault_), Status::kEndedEarly);
  EXPECT_THAT(interpreter->output(0), Each(40));
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
  Interpreter* interpreter = LoadWith(kSetsWithState, spec);
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
  Interpreter* interpreter = LoadWith(sets, spec);
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
  Interpreter* interpreter = LoadWith(sets, SmallModel());
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
