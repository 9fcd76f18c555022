#include "device-agent/agent/agent.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "device-agent/agent/run_agent.h"
#include "device-agent/agent/testing/fake_platform.h"
#include "device-agent/agent/testing/test_model.h"
#include "device-agent/platform/platform.h"
#include "device-agent/protocol/crc32.h"
#include "device-agent/protocol/endpoint.h"
#include "device-agent/protocol/figures.h"
#include "device-agent/protocol/sha256.h"
#include "device-agent/runtime/testing/model_builder.h"
#include "kernels/reference/reference.h"

namespace assay::agent {
namespace {

using flatbuffers::FlatBufferBuilder;
using flatbuffers::Offset;
using platform::testing::Fake;
using protocol::Body;
using Bytes = std::vector<uint8_t>;

const kernels::KernelSet* const kSets[] = {&kernels::kReference};

constexpr protocol::LinkLimits kLimits = {.message_bytes = 1024, .slots = 2, .credits = 2};

struct alignas(16) Block {
  uint8_t bytes[16];
};

std::span<uint8_t> AsBytes(std::vector<Block>& blocks) {
  return {blocks[0].bytes, blocks.size() * sizeof(Block)};
}

// Builds requests, keeps replies.
class AgentTest : public ::testing::Test {
 protected:
  explicit AgentTest(size_t arena_bytes = 64 * 1024)
      : arena_(arena_bytes / 16), model_store_(32 * 1024 / 16) {
    Fake() = {};
    Fake().arena = AsBytes(arena_);
    Fake().model_store = AsBytes(model_store_);
    StartAgent(kSets);
  }

  void StartAgent(std::span<const kernels::KernelSet* const> kernel_sets) {
    agent_.emplace(kernel_sets, kLimits, std::span(reply_));
  }

  const protocol::Message& Handle(std::span<const uint8_t> request) {
    request_.assign((request.size() + 15) / 16 + 1, {});
    std::copy(request.begin(), request.end(), request_[0].bytes);
    const std::span<const uint8_t> reply =
        agent_->Handle({request_[0].bytes, request.size()}, kLimits.message_bytes);
    EXPECT_LE(reply.size(), kLimits.message_bytes);
    const protocol::Message* message = protocol::ParseMessage(reply);
    EXPECT_NE(message, nullptr);
    return *message;
  }

  template <typename Table>
  const protocol::Message& Ask(FlatBufferBuilder& builder, Offset<Table> table) {
    const Body type = protocol::BodyTraits<Table>::enum_value;
    builder.Finish(protocol::CreateMessage(builder, ++id_, type, table.Union()));
    const protocol::Message& reply = Handle({builder.GetBufferPointer(), builder.GetSize()});
    EXPECT_EQ(reply.id(), id_);
    return reply;
  }

  // The status of a reply; kOk if it is no error.
  static Status StatusOf(const protocol::Message& reply) {
    if (reply.body_type() != Body::Error) return Status::kOk;
    return static_cast<Status>(reply.body_as_Error()->status());
  }

  const protocol::Message& Begin(const Bytes& model, uint32_t bytes) {
    const protocol::Sha256Digest digest = protocol::Sha256(model);
    FlatBufferBuilder b;
    return Ask(b, protocol::CreateBeginModel(b, bytes, b.CreateVector(digest.data(), digest.size())));
  }
  const protocol::Message& Chunk(uint32_t offset, std::span<const uint8_t> data) {
    FlatBufferBuilder b;
    return Ask(b, protocol::CreateModelChunk(b, offset, b.CreateVector(data.data(), data.size())));
  }
  void SendModel(const Bytes& model) {
    ASSERT_EQ(Begin(model, static_cast<uint32_t>(model.size())).body_type(), Body::Done);
    for (size_t offset = 0; offset < model.size(); offset += 100) {
      const size_t length = std::min<size_t>(100, model.size() - offset);
      const auto& reply = Chunk(static_cast<uint32_t>(offset), std::span(model).subspan(offset, length));
      ASSERT_EQ(reply.body_type(), Body::Done);
    }
  }
  const protocol::Message& Load(const char* kernels = "") {
    FlatBufferBuilder b;
    return Ask(b, protocol::CreateLoadModel(b, b.CreateString(kernels)));
  }
  const protocol::Message& WriteInput(uint32_t offset, const Bytes& data) {
    FlatBufferBuilder b;
    return Ask(b, protocol::CreateWriteInput(b, offset, b.CreateVector(data)));
  }
  const protocol::Message& Invoke(bool layers = false, int16_t stop_after = -1, uint64_t deadline = 0) {
    FlatBufferBuilder b;
    return Ask(b, protocol::CreateInvoke(b, layers, stop_after, deadline));
  }
  const protocol::Message& ReadOutput(int16_t index, uint32_t offset, uint32_t bytes) {
    FlatBufferBuilder b;
    return Ask(b, protocol::CreateReadOutput(b, index, offset, bytes));
  }
  Bytes Output(int16_t index = -1, uint32_t offset = 0, uint32_t bytes = 1000) {
    const protocol::Message& reply = ReadOutput(index, offset, bytes);
    const protocol::Output* output = reply.body_as_Output();
    if (output == nullptr) {
      ADD_FAILURE() << "no output: " << StatusName(StatusOf(reply));
      return {};
    }
    return Bytes(output->data()->begin(), output->data()->end());
  }
  template <typename Request>
  const protocol::Message& ReadPage(Offset<Request> (*create)(FlatBufferBuilder&, uint16_t), uint16_t first) {
    FlatBufferBuilder b;
    return Ask(b, create(b, first));
  }

  // What the runtime says of the test's model and an input, without any agent.
  struct Expected {
    std::vector<Bytes> operators;
    Bytes output;
    MemoryReport memory;
    std::vector<Allocation> plan;
  };
  static Expected Expect(const Bytes& model, const Bytes& input) {
    struct Recorder final : runtime::OperatorObserver {
      void BeforeOperator(int32_t) override {}
      bool AfterOperator(int32_t index) override {
        Bytes all;
        for (int32_t i = 0; i < interpreter->operator_output_count(index); ++i) {
          const auto output = interpreter->operator_output(index, i);
          all.insert(all.end(), output.begin(), output.end());
        }
        outputs.push_back(all);
        return true;
      }
      runtime::Interpreter* interpreter = nullptr;
      std::vector<Bytes> outputs;
    } recorder;
    static std::vector<Block> arena(4096);
    std::vector<Block> aligned(model.size() / 16 + 1);
    std::memcpy(aligned.data(), model.data(), model.size());
    runtime::Fault fault;
    recorder.interpreter = runtime::Interpreter::Load({aligned[0].bytes, model.size()}, AsBytes(arena),
                                                      {.sets = kSets, .text = ""}, &fault);
    EXPECT_NE(recorder.interpreter, nullptr) << StatusName(fault.status);
    std::copy(input.begin(), input.end(), recorder.interpreter->input(0).begin());
    recorder.interpreter->Invoke(&recorder);
    const auto output = recorder.interpreter->output(0);
    std::vector<Allocation> plan;
    for (int32_t i = 0; i < recorder.interpreter->allocation_count(); ++i)
      plan.push_back(recorder.interpreter->allocation(i));
    return {recorder.outputs, Bytes(output.begin(), output.end()), recorder.interpreter->memory(), plan};
  }

  std::vector<Block> arena_;
  std::vector<Block> model_store_;
  std::vector<Block> request_;
  alignas(8) uint8_t reply_[kLimits.message_bytes];
  std::optional<Agent> agent_;
  uint32_t id_ = 1000;
  const Bytes model_ = agent::testing::TestModel();
  const Bytes input_ = agent::testing::TestInput();
};

TEST_F(AgentTest, IntroducesItself) {
  FlatBufferBuilder b;
  const auto& reply = Ask(b, protocol::CreateHello(b, protocol::kMessagesVersion, 0x1122334455667788));
  const protocol::Identity* identity = reply.body_as_Identity();
  ASSERT_NE(identity, nullptr);
  EXPECT_EQ(identity->version(), protocol::kMessagesVersion);
  EXPECT_EQ(identity->nonce(), 0x1122334455667788u);
  EXPECT_EQ(identity->board()->str(), "fake-board");
  EXPECT_EQ(identity->unit()->str(), "fake-unit");
  EXPECT_THAT(*identity->build_id(), ::testing::ElementsAre(0xde, 0xad, 0xbe, 0xef));
  EXPECT_FALSE(identity->version_text()->str().empty());
  EXPECT_FALSE(identity->toolchain()->str().empty());
  EXPECT_THAT(identity->runtime()->str(), ::testing::StartsWith("assay "));
  ASSERT_EQ(identity->kernel_sets()->size(), 1u);
  EXPECT_EQ(identity->kernel_sets()->Get(0)->str(), "reference");
  EXPECT_EQ(identity->domain(), static_cast<int>(Domain::kInstructions));
  EXPECT_EQ(identity->tick_hz(), 25'000'000u);
  EXPECT_EQ(identity->domain_hz(), 15'625'000u);
  EXPECT_EQ(identity->clock_hz(), 25'000'001u);
  EXPECT_EQ(identity->arena_bytes(), 64u * 1024);
  EXPECT_EQ(identity->model_bytes(), 32u * 1024);
  EXPECT_EQ(identity->message_bytes(), kLimits.message_bytes);
  EXPECT_EQ(identity->slots(), kLimits.slots);
  EXPECT_EQ(identity->credits(), kLimits.credits);
  EXPECT_TRUE(identity->stack_guarded());
  EXPECT_EQ(identity->last_fault()->str(), "");
}

TEST_F(AgentTest, TellsOnceHowTheAgentBeforeItEnded) {
  Fake().last_fault = "ASSAY-FAULT pc=00000100";
  FlatBufferBuilder b[2];
  const auto hello = [&](int i) { return protocol::CreateHello(b[i], protocol::kMessagesVersion, 1); };
  EXPECT_EQ(Ask(b[0], hello(0)).body_as_Identity()->last_fault()->str(), "ASSAY-FAULT pc=00000100");
  EXPECT_EQ(Ask(b[1], hello(1)).body_as_Identity()->last_fault()->str(), "");
}

TEST_F(AgentTest, RefusesAnotherVersionOfTheMessages) {
  for (const int version : {protocol::kMessagesVersion - 1, protocol::kMessagesVersion + 1}) {
    FlatBufferBuilder b;
    EXPECT_EQ(StatusOf(Ask(b, protocol::CreateHello(b, static_cast<uint16_t>(version), 1))),
              Status::kUnsupportedProtocol);
  }
}

TEST_F(AgentTest, LoadsAndRunsAModel) {
  const Expected expected = Expect(model_, input_);
  SendModel(model_);
  const protocol::Loaded* loaded = Load().body_as_Loaded();
  ASSERT_NE(loaded, nullptr);
  EXPECT_EQ(loaded->operators(), expected.operators.size());
  EXPECT_THAT(*loaded->inputs(), ::testing::ElementsAre(input_.size()));
  EXPECT_THAT(*loaded->outputs(), ::testing::ElementsAre(expected.output.size()));
  MemoryReport memory = {};
  ASSERT_TRUE(protocol::ReadFigures(loaded->memory(), &memory));
  EXPECT_EQ(memory, expected.memory);
  EXPECT_EQ(loaded->operations(), 5u * 6u + 5u);
  EXPECT_EQ(loaded->load_stack(), platform::testing::kFakeStack);

  // In two pieces.
  ASSERT_EQ(StatusOf(WriteInput(0, Bytes(input_.begin(), input_.begin() + 3))), Status::kOk);
  ASSERT_EQ(StatusOf(WriteInput(3, Bytes(input_.begin() + 3, input_.end()))), Status::kOk);
  const protocol::Invoked* invoked = Invoke().body_as_Invoked();
  ASSERT_NE(invoked, nullptr);
  EXPECT_EQ(invoked->ticks(), 10u);
  MemoryMarks marks = {};
  ASSERT_TRUE(protocol::ReadFigures(invoked->memory(), &marks));
  EXPECT_EQ(marks.stack, platform::testing::kFakeStack);
  EXPECT_GT(marks.touched, 0u);
  EXPECT_LE(marks.touched, expected.memory.arena);
  EXPECT_EQ(Output(), expected.output);
  EXPECT_EQ(Fake().misuse, 0);
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
  const runtime::testing::TensorSpec activation = {.shape = {1}, .scales = {1.0f}, .zero_points = {0}};
  const kernels::AddOptions add = {kernels::Activation::kNone, true};
  runtime::testing::ModelSpec called;
  called.tensors = {activation, activation};
  called.operators = {{static_cast<int32_t>(kernels::Opcode::kAdd), {0, 0}, {1}, add}};
  called.inputs = {0};
  called.outputs = {1};
  runtime::testing::ModelSpec model = called;
  model.tensors.push_back(activation);
  model.tensors.push_back({.shape = {1}, .type = Type::kBool, .data = {1}});
  model.operators.push_back(
      {static_cast<int32_t>(kernels::Opcode::kIf), {3, 1}, {2}, kernels::IfOptions{1, 1}});
  model.outputs = {2};
  model.called = {called};
  SendModel(runtime::testing::BuildModel(model));
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

TEST_F(AgentTest, ListsOperatorsAndAllocations) {
  SendModel(model_);
  const protocol::Loaded* loaded = Load().body_as_Loaded();
  ASSERT_NE(loaded, nullptr);
  const uint16_t operators = loaded->operators();
  const uint16_t allocations = loaded->allocations();
  const Expected expected = Expect(model_, input_);
  const auto* list = ReadPage(protocol::CreateReadOperators, 0).body_as_Operators()->list();
  ASSERT_EQ(list->size(), operators);
  for (uint16_t i = 0; i < operators; ++i) {
    EXPECT_EQ(list->Get(i)->kernel_set(), 0);
    EXPECT_EQ(list->Get(i)->output_bytes(), expected.operators[i].size());
  }
  EXPECT_EQ(list->Get(0)->opcode(), agent::testing::kTestOpcodes[0]);
  EXPECT_EQ(list->Get(1)->opcode(), agent::testing::kTestOpcodes[1]);
  EXPECT_EQ(ReadPage(protocol::CreateReadOperators, 1).body_as_Operators()->list()->size(), operators - 1u);

  const auto* plan = ReadPage(protocol::CreateReadAllocations, 0).body_as_Allocations()->list();
  ASSERT_EQ(plan->size(), allocations);
  ASSERT_EQ(expected.plan.size(), allocations);
  for (uint16_t i = 0; i < allocations; ++i) {
    EXPECT_EQ(plan->Get(i)->kind(), static_cast<uint32_t>(expected.plan[i].kind));
    EXPECT_EQ(plan->Get(i)->tensor(), expected.plan[i].tensor);
    EXPECT_EQ(plan->Get(i)->offset(), expected.plan[i].offset);
    EXPECT_EQ(plan->Get(i)->bytes(), expected.plan[i].bytes);
    EXPECT_EQ(plan->Get(i)->first_operator(), expected.plan[i].first_operator);
    EXPECT_EQ(plan->Get(i)->last_operator(), expected.plan[i].last_operator);
  }
  EXPECT_EQ(StatusOf(ReadPage(protocol::CreateReadOperators, 0xffff)), Status::kOutOfRange);
  EXPECT_EQ(StatusOf(ReadPage(protocol::CreateReadAllocations, 0xffff)), Status::kOutOfRange);
}

TEST_F(AgentTest, WithoutAModelThereIsNothingToRun) {
  EXPECT_EQ(StatusOf(Load()), Status::kNoModel);
  EXPECT_EQ(StatusOf(WriteInput(0, {1})), Status::kNoModel);
  EXPECT_EQ(StatusOf(Invoke()), Status::kNoModel);
  EXPECT_EQ(StatusOf(ReadOutput(-1, 0, 1)), Status::kNoModel);
  EXPECT_EQ(StatusOf(ReadPage(protocol::CreateReadLayers, 0)), Status::kNoModel);
  EXPECT_EQ(StatusOf(ReadPage(protocol::CreateReadOperators, 0)), Status::kNoModel);
  EXPECT_EQ(StatusOf(ReadPage(protocol::CreateReadAllocations, 0)), Status::kNoModel);
  SendModel(model_);
  EXPECT_EQ(StatusOf(Invoke()), Status::kNoModel);  // sent, not loaded
  ASSERT_EQ(StatusOf(Load()), Status::kOk);
  ASSERT_EQ(StatusOf(Invoke()), Status::kOk);
  agent_->Reset();
  EXPECT_EQ(StatusOf(Invoke()), Status::kNoModel);
  EXPECT_EQ(StatusOf(Load()), Status::kNoModel);
}

TEST_F(AgentTest, RefusesBadModels) {
  const protocol::Message& too_large = Begin(model_, 32 * 1024 + 1);
  ASSERT_EQ(StatusOf(too_large), Status::kModelTooLarge);
  EXPECT_EQ(too_large.body_as_Error()->needed(), 32u * 1024 + 1);
  EXPECT_EQ(too_large.body_as_Error()->available(), 32u * 1024);

  FlatBufferBuilder b;
  EXPECT_EQ(StatusOf(Ask(b, protocol::CreateBeginModel(b, 10, b.CreateVector(Bytes(31))))),
            Status::kBadRequest);
  FlatBufferBuilder without;
  EXPECT_EQ(StatusOf(Ask(without, protocol::CreateBeginModel(without, 10))), Status::kBadRequest);

  SendModel(model_);
  EXPECT_EQ(StatusOf(Chunk(static_cast<uint32_t>(model_.size()), Bytes{1})), Status::kOutOfRange);
  EXPECT_EQ(StatusOf(Chunk(0, Bytes{1})), Status::kOutOfRange);
  ASSERT_EQ(StatusOf(Load()), Status::kOk);

  // The digest is the announced model's, the bytes are another's.
  Bytes changed = model_;
  changed.back() ^= 1;
  ASSERT_EQ(StatusOf(Begin(model_, static_cast<uint32_t>(model_.size()))), Status::kOk);
  EXPECT_EQ(StatusOf(Invoke()), Status::kNoModel);  // announcing drops what was loaded
  for (size_t offset = 0; offset < changed.size(); offset += 512) {
    const size_t length = std::min<size_t>(512, changed.size() - offset);
    ASSERT_EQ(StatusOf(Chunk(static_cast<uint32_t>(offset), std::span(changed).subspan(offset, length))),
              Status::kOk);
  }
  EXPECT_EQ(StatusOf(Load()), Status::kDigestMismatch);

  SendModel(Bytes(100, 0x11));
  EXPECT_EQ(StatusOf(Load()), Status::kNotAModel);
  EXPECT_EQ(StatusOf(Invoke()), Status::kNoModel);
  SendModel(model_);
  EXPECT_EQ(StatusOf(Load()), Status::kOk);
}

TEST_F(AgentTest, FaultsOfTheRuntimeArriveWithTheirFields) {
  SendModel(agent::testing::ModelWithUnsupportedOperator());
  const protocol::Message& reply = Load();
  ASSERT_EQ(StatusOf(reply), Status::kUnsupportedOperator);
  EXPECT_EQ(reply.body_as_Error()->operator_(), 1);
  EXPECT_EQ(reply.body_as_Error()->opcode(), agent::testing::kUnsupportedOpcode);
}

TEST_F(AgentTest, TheOperandThatAKernelRefusesArrives) {
  runtime::testing::ModelSpec model = runtime::testing::SmallModel();
  model.tensors[3].scales = {0.0f};
  SendModel(runtime::testing::BuildModel(model));
  const protocol::Message& reply = Load();
  ASSERT_EQ(StatusOf(reply), Status::kBadQuantization);
  EXPECT_EQ(reply.body_as_Error()->operator_(), 0);
  EXPECT_EQ(reply.body_as_Error()->operand(), 3);  // the output, behind input, filter and bias
  EXPECT_EQ(reply.body_as_Error()->tensor(), -1);
}

TEST_F(AgentTest, LoadsAgainWithOtherKernels) {
  SendModel(model_);
  ASSERT_EQ(StatusOf(Load("reference")), Status::kOk);
  EXPECT_EQ(StatusOf(Load("nonesuch")), Status::kUnknownKernelSet);
  EXPECT_EQ(StatusOf(Invoke()), Status::kNoModel);
  ASSERT_EQ(StatusOf(Load("reference")), Status::kOk);
  EXPECT_EQ(StatusOf(Invoke()), Status::kOk);
}

TEST_F(AgentTest, InputsHaveAnEnd) {
  SendModel(model_);
  ASSERT_EQ(StatusOf(Load()), Status::kOk);
  const auto size = static_cast<uint32_t>(input_.size());
  EXPECT_EQ(StatusOf(WriteInput(size, {})), Status::kOk);
  EXPECT_EQ(StatusOf(WriteInput(size, {1})), Status::kOutOfRange);
  EXPECT_EQ(StatusOf(WriteInput(1, input_)), Status::kOutOfRange);
  EXPECT_EQ(StatusOf(WriteInput(0xffffffff, {1, 2})), Status::kOutOfRange);
}

TEST_F(AgentTest, RepliesAreNoRequests) {
  FlatBufferBuilder b;
  EXPECT_EQ(StatusOf(Ask(b, protocol::CreateDone(b))), Status::kBadRequest);
}

TEST_F(AgentTest, KeepsToASmallerLimitOfTheHarness) {
  SendModel(model_);
  ASSERT_EQ(StatusOf(Load()), Status::kOk);
  ASSERT_EQ(StatusOf(Invoke(true)), Status::kOk);
  FlatBufferBuilder b;
  b.Finish(protocol::CreateMessage(b, 1, Body::ReadLayers, protocol::CreateReadLayers(b, 0).Union()));
  std::vector<Block> request(b.GetSize() / 16 + 1);
  std::memcpy(request.data(), b.GetBufferPointer(), b.GetSize());
  const auto reply = agent_->Handle({request[0].bytes, b.GetSize()}, protocol::kDataOverhead + 16);
  ASSERT_LE(reply.size(), protocol::kDataOverhead + 16);
  const protocol::Message* message = protocol::ParseMessage(reply);
  ASSERT_NE(message, nullptr);
  ASSERT_NE(message->body_as_Layers(), nullptr);
  EXPECT_EQ(message->body_as_Layers()->list()->size(), 1u);
}

TEST_F(AgentTest, GoesOnAfterAnyGarbage) {
  std::mt19937 random(3);
  SendModel(model_);
  ASSERT_EQ(StatusOf(Load()), Status::kOk);
  for (int round = 0; round < 5000; ++round) {
    Bytes garbage(random() % 100);
    for (uint8_t& byte : garbage) byte = static_cast<uint8_t>(random() % 3 == 0 ? random() : random() % 9);
    const protocol::Message& reply = Handle(garbage);
    ASSERT_EQ(StatusOf(reply), Status::kBadRequest);
    ASSERT_EQ(reply.id(), 0u);
  }
  // Damaged requests that may still parse.
  for (int round = 0; round < 20000; ++round) {
    FlatBufferBuilder b;
    const Bytes data(random() % 60, 1);
    Offset<void> body;
    Body type = Body::NONE;
    switch (random() % 4) {
      case 0:
        body =
            protocol::CreateWriteInput(b, static_cast<uint32_t>(random() % 8), b.CreateVector(data)).Union();
        type = Body::WriteInput;
        break;
      case 1:
        body = protocol::CreateReadOutput(b, -1, 1, 2).Union();
        type = Body::ReadOutput;
        break;
      case 2:
        body = protocol::CreateInvoke(b, true, 1).Union();
        type = Body::Invoke;
        break;
      default:
        body = protocol::CreateLoadModel(b, b.CreateString("reference")).Union();
        type = Body::LoadModel;
    }
    b.Finish(protocol::CreateMessage(b, 5, type, body));
    Bytes request(b.GetBufferPointer(), b.GetBufferPointer() + b.GetSize());
    for (auto flips = random() % 3; flips > 0; --flips) {
      request[random() % request.size()] ^= static_cast<uint8_t>(1 << random() % 8);
    }
    Handle(request);
  }
  SendModel(model_);
  ASSERT_EQ(StatusOf(Load()), Status::kOk);
  ASSERT_EQ(StatusOf(WriteInput(0, input_)), Status::kOk);
  ASSERT_EQ(StatusOf(Invoke()), Status::kOk);
  EXPECT_EQ(Output(), Expect(model_, input_).output);
}

// An arena that holds the runtime's memory but not the inputs and layers.
TEST_F(AgentTest, SaysHowMuchArenaAModelNeeds) {
  const Expected expected = Expect(model_, input_);
  const auto align = [](uint32_t bytes) { return (bytes + 15) / 16 * 16; };
  const uint32_t needed = align(expected.memory.arena) + align(static_cast<uint32_t>(input_.size())) +
                          16 * static_cast<uint32_t>(expected.operators.size());
  for (const uint32_t bytes : {needed - 16, needed}) {
    Fake().arena = AsBytes(arena_).first(bytes);
    StartAgent(kSets);
    SendModel(model_);
    const protocol::Message& reply = Load();
    if (bytes == needed) {
      EXPECT_EQ(StatusOf(reply), Status::kOk);
    } else {
      ASSERT_EQ(StatusOf(reply), Status::kArenaTooSmall);
      EXPECT_EQ(reply.body_as_Error()->needed(), needed);
      EXPECT_EQ(reply.body_as_Error()->available(), bytes);
    }
  }
}

// The main loop: a harness's end of the link talks to it through the platform's bytes, some of which get
// lost.
TEST(RunAgent, ServesTheLinkThroughLossAndNewSessions) {
  struct Client final : protocol::EndpointDelegate {
    void Transmit(std::span<const uint8_t> bytes) override {
      if (++transmissions % 5 == 0) return;
      Fake().input.insert(Fake().input.end(), bytes.begin(), bytes.end());
    }
    void OnMessage(std::span<const uint8_t> message) override {
      const protocol::Message* reply = protocol::ParseMessage(message);
      ASSERT_NE(reply, nullptr);
      if (reply->body_type() == Body::Identity) {
        EXPECT_EQ(reply->body_as_Identity()->nonce(), reply->id() * 3);
      }
      replies.emplace_back(reply->id(), reply->body_type());
    }
    void OnOpen() override {}
    int transmissions = 0;
    std::vector<std::pair<uint32_t, Body>> replies;
    protocol::EndpointStorage<8, 1024> storage;
  };
  std::vector<Block> arena(1024);
  std::vector<Block> model_store(1024);
  Fake() = {};
  Fake().arena = AsBytes(arena);
  Fake().model_store = AsBytes(model_store);
  Client client;
  protocol::Endpoint endpoint(protocol::Role::kActive, 8, &client.storage, &client);

  constexpr uint32_t kRequests = 500;
  uint32_t asked = 0;
  uint16_t session = 1;
  int waits = 0;
  endpoint.Open(session);
  Fake().wait = [&] {
    EXPECT_LT(++waits, 100000);
    Bytes output;
    output.swap(Fake().output);
    endpoint.Receive(output);
    if (client.replies.size() == kRequests || waits >= 100000) return false;
    const uint32_t limit = session == 1 ? 200 : kRequests;
    while (endpoint.CanSend() && asked < limit && asked - client.replies.size() < endpoint.request_limit()) {
      FlatBufferBuilder b;
      ++asked;
      // Every third is no message at all; it is answered all the same.
      const auto hello = protocol::CreateHello(b, protocol::kMessagesVersion, asked * 3);
      b.Finish(protocol::CreateMessage(b, asked, Body::Hello, hello.Union()));
      Bytes message(b.GetBufferPointer(), b.GetBufferPointer() + b.GetSize());
      if (asked % 3 == 0) message.assign(20, 0xff);
      EXPECT_TRUE(endpoint.Send(message));
    }
    if (asked == 200 && client.replies.size() == 200 && session == 1) endpoint.Open(++session);
    if (Fake().input.empty()) endpoint.OnTimer();
    return true;
  };
  alignas(8) uint8_t memory[LinkBytes(kLimits)];
  RunAgent(kSets, kLimits, memory);
  ASSERT_EQ(client.replies.size(), kRequests);
  for (uint32_t i = 0; i < kRequests; ++i) {
    const bool garbage = (i + 1) % 3 == 0;
    EXPECT_EQ(client.replies[i].first, garbage ? 0 : i + 1);
    EXPECT_EQ(client.replies[i].second, garbage ? Body::Error : Body::Identity);
  }
  EXPECT_EQ(session, 2);
  EXPECT_GT(endpoint.statistics().retransmitted, 0u);
}

}  // namespace
}  // namespace assay::agent
