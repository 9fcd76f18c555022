// What all tests of the agent begin with: an agent of the fake platform, requests to it as functions, and
// what the runtime alone makes of the test's model.
#ifndef ASSAY_AGENT_TESTING_AGENT_FIXTURE_H_
#define ASSAY_AGENT_TESTING_AGENT_FIXTURE_H_

#include <gmock/gmock.h>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "device-agent/agent/agent.h"
#include "device-agent/agent/testing/test_model.h"
#include "kernels/reference/reference.h"

namespace assay::agent::testing {

using Bytes = std::vector<uint8_t>;

inline constexpr const kernels::KernelSet* kSets[] = {&kernels::kReference};

inline constexpr protocol::LinkLimits kLimits = {.message_bytes = 1024, .slots = 2, .credits = 2};

// Memory as aligned as the agent wants it.
struct alignas(16) Block {
  uint8_t bytes[16];
};

std::span<uint8_t> AsBytes(std::vector<Block>& blocks);

// Builds requests, keeps replies.
class AgentTest : public ::testing::Test {
 protected:
  AgentTest();

  void StartAgent(std::span<const kernels::KernelSet* const> kernel_sets);

  // The reply to any bytes, and to a body that `builder` holds. It is valid until the next one.
  const protocol::Message& Handle(std::span<const uint8_t> request);
  template <typename Table>
  const protocol::Message& Ask(flatbuffers::FlatBufferBuilder& builder, flatbuffers::Offset<Table> table) {
    const protocol::Body type = protocol::BodyTraits<Table>::enum_value;
    builder.Finish(protocol::CreateMessage(builder, ++id_, type, table.Union()));
    const protocol::Message& reply = Handle({builder.GetBufferPointer(), builder.GetSize()});
    EXPECT_EQ(reply.id(), id_);
    return reply;
  }

  // The status of a reply; kOk if it is no error.
  static Status StatusOf(const protocol::Message& reply);

  const protocol::Message& Begin(const Bytes& model, uint32_t bytes);
  const protocol::Message& Chunk(uint32_t offset, std::span<const uint8_t> data);
  void SendModel(const Bytes& model);
  const protocol::Message& Load(const char* kernels = "");
  const protocol::Message& WriteInput(uint32_t offset, const Bytes& data);
  const protocol::Message& Invoke(bool layers = false, int16_t stop_after = -1, uint64_t deadline = 0);
  const protocol::Message& ReadOutput(int16_t index, uint32_t offset, uint32_t bytes);
  Bytes Output(int16_t index = -1, uint32_t offset = 0, uint32_t bytes = 1000);
  template <typename Request>
  const protocol::Message& ReadPage(flatbuffers::Offset<Request> (*create)(flatbuffers::FlatBufferBuilder&,
                                                                           uint16_t),
                                    uint16_t first) {
    flatbuffers::FlatBufferBuilder b;
    return Ask(b, create(b, first));
  }

  // What the runtime says of a model and an input, without any agent.
  struct Expected {
    std::vector<Bytes> operators;
    Bytes output;
    MemoryReport memory;
    std::vector<Allocation> plan;
  };
  static Expected Expect(const Bytes& model, const Bytes& input);

  std::vector<Block> arena_;
  std::vector<Block> model_store_;
  std::vector<Block> request_;
  alignas(8) uint8_t reply_[kLimits.message_bytes];
  std::optional<Agent> agent_;
  uint32_t id_ = 1000;
  const Bytes model_ = TestModel();
  const Bytes input_ = TestInput();
};

}  // namespace assay::agent::testing

#endif  // ASSAY_AGENT_TESTING_AGENT_FIXTURE_H_
