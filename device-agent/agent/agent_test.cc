#include "device-agent/agent/agent.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cstring>
#include <random>
#include <vector>

#include "device-agent/agent/testing/agent_fixture.h"
#include "device-agent/agent/testing/fake_platform.h"
#include "device-agent/agent/testing/test_model.h"
#include "device-agent/protocol/figures.h"
#include "device-agent/runtime/testing/model_builder.h"

namespace assay::agent {
namespace {

using flatbuffers::FlatBufferBuilder;
using flatbuffers::Offset;
using platform::testing::Fake;
using protocol::Body;
using testing::AgentTest;
using testing::AsBytes;
using testing::Block;
using testing::Bytes;
using testing::kLimits;
using testing::kSets;

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
  EXPECT_EQ(list->Get(0)->opcode(), testing::kTestOpcodes[0]);
  EXPECT_EQ(list->Get(1)->opcode(), testing::kTestOpcodes[1]);
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
  SendModel(testing::ModelWithUnsupportedOperator());
  const protocol::Message& reply = Load();
  ASSERT_EQ(StatusOf(reply), Status::kUnsupportedOperator);
  EXPECT_EQ(reply.body_as_Error()->operator_(), 1);
  EXPECT_EQ(reply.body_as_Error()->opcode(), testing::kUnsupportedOpcode);
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

}  // namespace
}  // namespace assay::agent
