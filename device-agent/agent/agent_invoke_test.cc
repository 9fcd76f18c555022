// Requests that run a model: inputs, inferences, what they measure, outputs.
#include <gmock/gmock.h>

#include <algorithm>
#include <cstring>

#include "device-agent/agent/testing/agent_fixture.h"
#include "device-agent/agent/testing/fake_platform.h"
#include "device-agent/platform/platform.h"
#include "device-agent/protocol/crc32.h"
#include "device-agent/protocol/figures.h"
#include "device-agent/runtime/testing/model_builder.h"
#include "device-agent/runtime/testing/specs.h"
#include "kernels/reference/reference.h"

namespace assay::agent {
namespace {

using platform::testing::Fake;
using runtime::testing::Activation;
using runtime::testing::Add;
using runtime::testing::BuildModel;
using runtime::testing::Flag;
using runtime::testing::ModelSpec;
using runtime::testing::Operator;
using testing::AgentTest;
using testing::Bytes;

TEST_F(AgentTest, InputsHaveAnEnd) {
  SendModel(model_);
  ASSERT_EQ(StatusOf(Load()), Status::kOk);
  const auto size = static_cast<uint32_t>(input_.size());
  EXPECT_EQ(StatusOf(WriteInput(size, {})), Status::kOk);
  EXPECT_EQ(StatusOf(WriteInput(size, {1})), Status::kOutOfRange);
  EXPECT_EQ(StatusOf(WriteInput(1, input_)), Status::kOutOfRange);
  EXPECT_EQ(StatusOf(WriteInput(0xffffffff, {1, 2})), Status::kOutOfRange);
}

TEST_F(AgentTest, InputsOutliveInferenceAndOutputsOutliveInputs) {
  Bytes other = input_;
  std::reverse(other.begin(), other.end());
  ASSERT_NE(Expect(model_, other).output, Expect(model_, input_).output);
  SendModel(model_);
  ASSERT_EQ(StatusOf(Load()), Status::kOk);
  ASSERT_EQ(StatusOf(Invoke()), Status::kOk);
  EXPECT_EQ(Output(), Expect(model_, Bytes(input_.size(), 0)).output);  // never written: zero
  ASSERT_EQ(StatusOf(WriteInput(0, input_)), Status::kOk);
  EXPECT_EQ(Output(), Expect(model_, Bytes(input_.size(), 0)).output);
  for (int i = 0; i < 3; ++i) {
    ASSERT_EQ(StatusOf(Invoke()), Status::kOk);
    EXPECT_EQ(Output(), Expect(model_, input_).output);
  }
  ASSERT_EQ(StatusOf(WriteInput(0, other)), Status::kOk);
  EXPECT_EQ(Output(), Expect(model_, input_).output);
  ASSERT_EQ(StatusOf(Invoke()), Status::kOk);
  EXPECT_EQ(Output(), Expect(model_, other).output);
}

// A softmax that ends as a test says.
Status softmax_status = Status::kOk;
Status Softmax(const void*, const kernels::Buffers& buffers) {
  std::memset(buffers.outputs[0], 77, 5);
  return softmax_status;
}
constexpr kernels::Kernel kSoftmax = {
    .opcode = kernels::Opcode::kSoftmax,
    .type = Type::kInt8,
    .prepare = [](const kernels::Operation&, void*, kernels::Needs*) { return Status::kOk; },
    .eval = Softmax};
constexpr const kernels::Kernel* kSoftmaxRows[] = {&kSoftmax};
constexpr kernels::KernelSet kSoftmaxSet = {"softmax", kSoftmaxRows};

TEST_F(AgentTest, AFailedInferenceIsReportedAndTheNextOneRuns) {
  static const kernels::KernelSet* const sets[] = {&kSoftmaxSet, &kernels::kReference};
  StartAgent(sets);
  SendModel(model_);
  ASSERT_EQ(StatusOf(Load()), Status::kOk);
  for (const bool layers : {false, true}) {
    softmax_status = Status::kIndexOutOfRange;
    const protocol::Error* error = Invoke(layers).body_as_Error();
    ASSERT_NE(error, nullptr);
    EXPECT_EQ(error->status(), static_cast<uint8_t>(Status::kIndexOutOfRange));
    EXPECT_EQ(error->operator_(), 1);
    EXPECT_EQ(error->opcode(), static_cast<int>(kernels::Opcode::kSoftmax));
    EXPECT_EQ(StatusOf(ReadOutput(-1, 0, 5)), Status::kBadRequest);
    EXPECT_EQ(StatusOf(ReadOutput(1, 0, 5)), Status::kBadRequest);
    EXPECT_EQ(StatusOf(ReadPage(protocol::CreateReadLayers, 0)), Status::kBadRequest);

    softmax_status = Status::kOk;
    const protocol::Invoked* invoked = Invoke(layers).body_as_Invoked();
    ASSERT_NE(invoked, nullptr);
    EXPECT_EQ(invoked->operators(), 2);
    EXPECT_EQ(Output(), Bytes(5, 77));
  }
  EXPECT_EQ(Fake().misuse, 0);
}

TEST_F(AgentTest, AnInferenceEndsAtItsDeadline) {
  SendModel(model_);
  ASSERT_EQ(StatusOf(Load()), Status::kOk);
  WriteInput(0, input_);
  Fake().elapsed_step = 100;
  EXPECT_EQ(StatusOf(Invoke(false, -1, 99)), Status::kDeadline);
  EXPECT_EQ(StatusOf(ReadOutput(-1, 0, 5)), Status::kBadRequest);
  EXPECT_EQ(Fake().elapsed, 100u) << "no operator ran after the first";
  // With layers it is their sum that counts: 10, 11, ... ticks each.
  Fake().next_ticks = 10;
  EXPECT_EQ(StatusOf(Invoke(true, -1, 20)), Status::kDeadline);
  EXPECT_EQ(StatusOf(ReadPage(protocol::CreateReadLayers, 0)), Status::kBadRequest);
  Fake().next_ticks = 10;
  EXPECT_EQ(StatusOf(Invoke(true, -1, 21)), Status::kOk);
  // In time, and without any deadline nobody looks at the clock.
  EXPECT_EQ(StatusOf(Invoke(false, -1, 1'000'000)), Status::kOk);
  Fake().elapsed = 0;
  EXPECT_EQ(StatusOf(Invoke()), Status::kOk);
  EXPECT_EQ(Fake().elapsed, 0u);
  EXPECT_EQ(Output(), Expect(model_, input_).output);
  EXPECT_EQ(Fake().misuse, 0);
}

TEST_F(AgentTest, AnInferenceThatEndedEarlyHasOutputsAndTheLayersThatRan) {
  static constexpr kernels::Kernel kernel = {
      .opcode = kernels::Opcode::kFullyConnected,
      .type = Type::kInt8,
      .prepare = [](const kernels::Operation&, void*, kernels::Needs*) { return Status::kOk; },
      .eval = [](const void*, const kernels::Buffers&) { return Status::kEndedEarly; }};
  static constexpr const kernels::Kernel* rows[] = {&kernel};
  static constexpr kernels::KernelSet set = {"ends", rows};
  static const kernels::KernelSet* const sets[] = {&set, &kernels::kReference};
  StartAgent(sets);
  SendModel(model_);
  ASSERT_EQ(StatusOf(Load()), Status::kOk);
  const protocol::Invoked* invoked = Invoke(true).body_as_Invoked();
  ASSERT_NE(invoked, nullptr);
  EXPECT_EQ(invoked->operators(), 1);
  EXPECT_EQ(ReadPage(protocol::CreateReadLayers, 0).body_as_Layers()->list()->size(), 1u);
  EXPECT_EQ(Output(), Bytes(5, 0));
  EXPECT_EQ(Output(0).size(), 5u);
  EXPECT_EQ(StatusOf(ReadOutput(1, 0, 5)), Status::kBadRequest);
  // Stopped after an operator that did not run.
  ASSERT_EQ(StatusOf(Invoke(false, 1)), Status::kOk);
  EXPECT_EQ(StatusOf(ReadOutput(1, 0, 5)), Status::kBadRequest);
}

TEST_F(AgentTest, AnOverflowOfTheTimerIsNoSmallNumber) {
  SendModel(model_);
  ASSERT_EQ(StatusOf(Load()), Status::kOk);
  for (const bool layers : {false, true}) {
    Fake().next_ticks = platform::kTimerOverflow;  // then 0, 1, ... of the layers after it
    EXPECT_EQ(Invoke(layers).body_as_Invoked()->ticks(), UINT64_MAX);
  }
  EXPECT_EQ(ReadPage(protocol::CreateReadLayers, 0).body_as_Layers()->list()->Get(0)->ticks(), UINT64_MAX);
  Fake().next_ticks = 7;
  EXPECT_EQ(Invoke(false).body_as_Invoked()->ticks(), 7u);
}

// The timer overflows in a subgraph, while the layer before it has ticks already.
TEST_F(AgentTest, AnOverflowOfTheTimerIsPastEveryDeadline) {
  ModelSpec called;
  called.tensors = {Activation({1}), Activation({1})};
  called.operators = {Add(0, 0, 1)};
  called.inputs = {0};
  called.outputs = {1};
  ModelSpec model = called;
  model.tensors.push_back(Activation({1}));
  model.tensors.push_back(Flag({1}));
  model.operators.push_back(Operator(kernels::Opcode::kIf, {3, 1}, {2}, kernels::IfOptions{1, 1}));
  model.outputs = {2};
  model.called = {called};
  SendModel(BuildModel(model));
  ASSERT_EQ(StatusOf(Load()), Status::kOk);
  for (const bool layers : {false, true}) {
    EXPECT_EQ(StatusOf(Invoke(layers, -1, 1'000'000)), Status::kOk);
    Fake().elapsed = platform::kTimerOverflow;
    EXPECT_EQ(StatusOf(Invoke(layers, -1, 1'000'000)), Status::kDeadline);
    Fake().elapsed = 0;
  }
}

TEST_F(AgentTest, MeasuresLayers) {
  const Expected expected = Expect(model_, input_);
  const size_t operators = expected.operators.size();
  ASSERT_GE(operators, 2u);
  SendModel(model_);
  ASSERT_EQ(StatusOf(Load()), Status::kOk);
  ASSERT_EQ(StatusOf(WriteInput(0, input_)), Status::kOk);
  EXPECT_EQ(StatusOf(ReadPage(protocol::CreateReadLayers, 0)), Status::kBadRequest);
  const protocol::Invoked* invoked = Invoke(true).body_as_Invoked();
  ASSERT_NE(invoked, nullptr);
  uint64_t sum = 0;
  for (size_t i = 0; i < operators; ++i) sum += 10 + i;
  EXPECT_EQ(invoked->ticks(), sum);
  MemoryMarks marks = {};
  ASSERT_TRUE(protocol::ReadFigures(invoked->memory(), &marks));
  EXPECT_EQ(marks.stack, 0u);
  for (uint16_t first = 0; first <= operators; ++first) {
    const protocol::Layers* layers = ReadPage(protocol::CreateReadLayers, first).body_as_Layers();
    ASSERT_NE(layers, nullptr);
    ASSERT_EQ(layers->list()->size(), operators - first);
    for (uint16_t i = first; i < operators; ++i) {
      EXPECT_EQ(layers->list()->Get(i - first)->ticks(), 10u + i);
      EXPECT_EQ(layers->list()->Get(i - first)->crc32(), protocol::Crc32(expected.operators[i]));
    }
  }
  EXPECT_EQ(StatusOf(ReadPage(protocol::CreateReadLayers, static_cast<uint16_t>(operators + 1))),
            Status::kOutOfRange);
  EXPECT_EQ(Output(), expected.output);
  ASSERT_EQ(StatusOf(Invoke()), Status::kOk);
  EXPECT_EQ(StatusOf(ReadPage(protocol::CreateReadLayers, 0)), Status::kBadRequest);
  EXPECT_EQ(Fake().misuse, 0);
}

TEST_F(AgentTest, StopsAfterAnyOperator) {
  const Expected expected = Expect(model_, input_);
  SendModel(model_);
  ASSERT_EQ(StatusOf(Load()), Status::kOk);
  ASSERT_EQ(StatusOf(WriteInput(0, input_)), Status::kOk);
  const auto operators = static_cast<int16_t>(expected.operators.size());
  for (const bool layers : {false, true}) {
    for (int16_t i = 0; i < operators; ++i) {
      ASSERT_EQ(StatusOf(Invoke(layers, i)), Status::kOk);
      EXPECT_EQ(Output(i), expected.operators[static_cast<size_t>(i)]);
      EXPECT_EQ(StatusOf(ReadOutput(-1, 0, 1)), i + 1 < operators ? Status::kBadRequest : Status::kOk);
      if (i > 0) {
        EXPECT_EQ(StatusOf(ReadOutput(static_cast<int16_t>(i - 1), 0, 1)), Status::kBadRequest);
      }
      if (layers) {
        const auto* list = ReadPage(protocol::CreateReadLayers, 0).body_as_Layers()->list();
        EXPECT_EQ(list->size(), static_cast<size_t>(i) + 1);
      }
    }
  }
  ASSERT_EQ(StatusOf(Invoke()), Status::kOk);
  EXPECT_EQ(Output(), expected.output);
  for (int16_t bad : {int16_t{-2}, operators, int16_t{32767}}) {
    EXPECT_EQ(StatusOf(Invoke(false, bad)), Status::kOutOfRange);
    EXPECT_EQ(StatusOf(ReadOutput(bad, 0, 1)), Status::kOutOfRange);
  }
}

TEST_F(AgentTest, ReadsAnyPartOfTheOutput) {
  const Bytes whole = Expect(model_, input_).output;
  const auto size = static_cast<uint32_t>(whole.size());
  SendModel(model_);
  ASSERT_EQ(StatusOf(Load()), Status::kOk);
  EXPECT_EQ(StatusOf(ReadOutput(-1, 0, size)), Status::kBadRequest);  // nothing has run yet
  ASSERT_EQ(StatusOf(WriteInput(0, input_)), Status::kOk);
  ASSERT_EQ(StatusOf(Invoke()), Status::kOk);
  for (uint32_t offset = 0; offset <= size; ++offset) {
    for (uint32_t bytes = 0; bytes <= size + 1; ++bytes) {
      const auto begin = whole.begin() + offset;
      EXPECT_EQ(Output(-1, offset, bytes), Bytes(begin, begin + std::min(bytes, size - offset)));
    }
  }
  EXPECT_EQ(Output(-1, 0, 0xffffffff), whole);
  EXPECT_EQ(StatusOf(ReadOutput(-1, size + 1, 1)), Status::kOutOfRange);
  EXPECT_EQ(StatusOf(ReadOutput(-1, 0xffffffff, 0xffffffff)), Status::kOutOfRange);
}

}  // namespace
}  // namespace assay::agent
