#include "device-agent/agent/run_agent.h"

#include <gmock/gmock.h>

#include <utility>
#include <vector>

#include "device-agent/agent/testing/agent_fixture.h"
#include "device-agent/agent/testing/fake_platform.h"
#include "device-agent/protocol/endpoint.h"
#include "device-agent/protocol/message.h"

namespace assay::agent {
namespace {

using flatbuffers::FlatBufferBuilder;
using platform::testing::Fake;
using protocol::Body;
using testing::AsBytes;
using testing::Block;
using testing::Bytes;
using testing::kLimits;
using testing::kSets;

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
