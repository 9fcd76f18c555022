#include "device-agent/agent/testing/agent_fixture.h"

#include <algorithm>
#include <cstring>

#include "device-agent/agent/testing/fake_platform.h"
#include "device-agent/protocol/sha256.h"
#include "kernels/status_info.h"

namespace assay::agent::testing {
namespace {

using flatbuffers::FlatBufferBuilder;
using platform::testing::Fake;
using protocol::Body;

// Keeps the outputs of every operator.
class OutputRecorder final : public runtime::OperatorObserver {
 public:
  explicit OutputRecorder(const runtime::Interpreter& interpreter) : interpreter_(interpreter) {}
  void BeforeOperator(int32_t) override {}
  bool AfterOperator(int32_t index) override {
    Bytes all;
    for (int32_t i = 0; i < interpreter_.operator_output_count(index); ++i) {
      const auto output = interpreter_.operator_output(index, i);
      all.insert(all.end(), output.begin(), output.end());
    }
    outputs.push_back(all);
    return true;
  }
  std::vector<Bytes> outputs;

 private:
  const runtime::Interpreter& interpreter_;
};

}  // namespace

std::span<uint8_t> AsBytes(std::vector<Block>& blocks) {
  return {blocks[0].bytes, blocks.size() * sizeof(Block)};
}

AgentTest::AgentTest() : arena_(64 * 1024 / sizeof(Block)), model_store_(32 * 1024 / sizeof(Block)) {
  Fake() = {};
  Fake().arena = AsBytes(arena_);
  Fake().model_store = AsBytes(model_store_);
  StartAgent(kSets);
}

void AgentTest::StartAgent(std::span<const kernels::KernelSet* const> kernel_sets) {
  agent_.emplace(kernel_sets, kLimits, std::span(reply_));
}

const protocol::Message& AgentTest::Handle(std::span<const uint8_t> request) {
  request_.assign((request.size() + 15) / 16 + 1, {});
  std::copy(request.begin(), request.end(), request_[0].bytes);
  const std::span<const uint8_t> reply =
      agent_->Handle({request_[0].bytes, request.size()}, kLimits.message_bytes);
  EXPECT_LE(reply.size(), kLimits.message_bytes);
  const protocol::Message* message = protocol::ParseMessage(reply);
  EXPECT_NE(message, nullptr);
  return *message;
}

Status AgentTest::StatusOf(const protocol::Message& reply) {
  if (reply.body_type() != Body::Error) return Status::kOk;
  return static_cast<Status>(reply.body_as_Error()->status());
}

const protocol::Message& AgentTest::Begin(const Bytes& model, uint32_t bytes) {
  const protocol::Sha256Digest digest = protocol::Sha256(model);
  FlatBufferBuilder b;
  return Ask(b, protocol::CreateBeginModel(b, bytes, b.CreateVector(digest.data(), digest.size())));
}

const protocol::Message& AgentTest::Chunk(uint32_t offset, std::span<const uint8_t> data) {
  FlatBufferBuilder b;
  return Ask(b, protocol::CreateModelChunk(b, offset, b.CreateVector(data.data(), data.size())));
}

void AgentTest::SendModel(const Bytes& model) {
  ASSERT_EQ(Begin(model, static_cast<uint32_t>(model.size())).body_type(), Body::Done);
  for (size_t offset = 0; offset < model.size(); offset += 100) {
    const size_t length = std::min<size_t>(100, model.size() - offset);
    const auto& reply = Chunk(static_cast<uint32_t>(offset), std::span(model).subspan(offset, length));
    ASSERT_EQ(reply.body_type(), Body::Done);
  }
}

const protocol::Message& AgentTest::Load(const char* kernels) {
  FlatBufferBuilder b;
  return Ask(b, protocol::CreateLoadModel(b, b.CreateString(kernels)));
}

const protocol::Message& AgentTest::WriteInput(uint32_t offset, const Bytes& data) {
  FlatBufferBuilder b;
  return Ask(b, protocol::CreateWriteInput(b, offset, b.CreateVector(data)));
}

const protocol::Message& AgentTest::Invoke(bool layers, int16_t stop_after, uint64_t deadline) {
  FlatBufferBuilder b;
  return Ask(b, protocol::CreateInvoke(b, layers, stop_after, deadline));
}

const protocol::Message& AgentTest::ReadOutput(int16_t index, uint32_t offset, uint32_t bytes) {
  FlatBufferBuilder b;
  return Ask(b, protocol::CreateReadOutput(b, index, offset, bytes));
}

Bytes AgentTest::Output(int16_t index, uint32_t offset, uint32_t bytes) {
  const protocol::Message& reply = ReadOutput(index, offset, bytes);
  const protocol::Output* output = reply.body_as_Output();
  if (output == nullptr) {
    ADD_FAILURE() << "no output: " << StatusName(StatusOf(reply));
    return {};
  }
  return Bytes(output->data()->begin(), output->data()->end());
}

AgentTest::Expected AgentTest::Expect(const Bytes& model, const Bytes& input) {
  static std::vector<Block> arena(4096);
  std::vector<Block> aligned(model.size() / 16 + 1);
  std::memcpy(aligned.data(), model.data(), model.size());
  runtime::Fault fault;
  runtime::Interpreter* interpreter = runtime::Interpreter::Load(
      {aligned[0].bytes, model.size()}, AsBytes(arena), {.sets = kSets, .text = ""}, &fault);
  EXPECT_NE(interpreter, nullptr) << StatusName(fault.status);
  OutputRecorder recorder(*interpreter);
  std::copy(input.begin(), input.end(), interpreter->input(0).begin());
  interpreter->Invoke(&recorder);
  const auto output = interpreter->output(0);
  std::vector<Allocation> plan;
  for (int32_t i = 0; i < interpreter->allocation_count(); ++i) plan.push_back(interpreter->allocation(i));
  return {recorder.outputs, Bytes(output.begin(), output.end()), interpreter->memory(), plan};
}

}  // namespace assay::agent::testing
