#include "harness/link/agent_client.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "device-agent/figures/memory.h"
#include "device-agent/protocol/figures.h"
#include "device-agent/protocol/message.h"

namespace assay {
namespace {

class AgentClientTest : public ::testing::Test {
 protected:
  AgentClientTest() {
    signal(SIGPIPE, SIG_IGN);  // as the program does
    EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends_), 0);
  }
  ~AgentClientTest() override {
    for (const int fd : ends_) {
      if (fd >= 0) close(fd);
    }
  }
  void ClosePeer() {
    close(ends_[1]);
    ends_[1] = -1;
  }
  std::string ConnectError(std::chrono::milliseconds silence) {
    AgentClient client(ends_[0], {silence, nullptr});
    try {
      client.Connect();
    } catch (const LinkError& error) {
      return error.what();
    }
    return "connected";
  }

  int ends_[2] = {-1, -1};
};

TEST_F(AgentClientTest, APeerThatIsGone) {
  ClosePeer();
  EXPECT_EQ(ConnectError(std::chrono::milliseconds(10'000)), "the agent closed the link");
}

TEST_F(AgentClientTest, APeerThatSaysNothing) {
  EXPECT_NE(ConnectError(std::chrono::milliseconds(300)).find("silent"), std::string::npos);
}

// A stale console, or a board that restarts for ever: bytes come, but never a frame of this session.
TEST_F(AgentClientTest, APeerThatChattersIsSilentToo) {
  for (const std::string text : {"login:", "ASSAY-FAULT pc=0"}) {
    std::atomic<bool> stop = false;
    std::thread chatter([&] {
      while (!stop) {
        (void)!write(ends_[1], text.c_str(), text.size() + 1);  // the ending zero ends a frame
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
      }
    });
    const std::string error = ConnectError(std::chrono::milliseconds(500));
    EXPECT_EQ(error.rfind("the agent has been silent for 0.5 s", 0), 0u) << error;
    EXPECT_EQ(error.find("; the last it said: ASSAY-FAULT pc=0") != std::string::npos, text[0] == 'A')
        << error;
    stop = true;
    chatter.join();
  }
}

TEST_F(AgentClientTest, AnInterruptEndsTheWait) {
  AgentClient client(ends_[0], {std::chrono::milliseconds(60'000), [] { return true; }});
  EXPECT_THROW(client.Connect(), LinkError);
}

// An agent in a thread of its own.
class FakeAgent final : protocol::EndpointDelegate {
 public:
  using Answer = std::function<void(FakeAgent&, const protocol::Message&)>;

  FakeAgent(int fd, Answer answer)
      : fd_(fd),
        answer_(std::move(answer)),
        endpoint_(protocol::Role::kPassive, 2, &storage_, this),
        thread_([this] { Run(); }) {}
  ~FakeAgent() {
    stop_ = true;
    thread_.join();
  }

  template <typename Table>
  void Reply(const protocol::Message& request, flatbuffers::FlatBufferBuilder& b,
             flatbuffers::Offset<Table> table) {
    b.Finish(
        protocol::CreateMessage(b, request.id(), protocol::BodyTraits<Table>::enum_value, table.Union()));
    ASSERT_TRUE(endpoint_.Send({b.GetBufferPointer(), b.GetSize()}));
  }
  void ReplyDone(const protocol::Message& request) {
    flatbuffers::FlatBufferBuilder b;
    Reply(request, b, protocol::CreateDone(b));
  }
  void ReplyIdentity(const protocol::Message& request, const std::string& last_fault = "") {
    flatbuffers::FlatBufferBuilder b;
    const auto fault = b.CreateString(last_fault);
    protocol::IdentityBuilder identity(b);
    identity.add_version(protocol::kMessagesVersion);
    identity.add_nonce(request.body_as_Hello()->nonce());
    identity.add_tick_hz(1);
    identity.add_domain_hz(1);
    identity.add_message_bytes(1024);
    identity.add_slots(2);
    identity.add_credits(3);
    identity.add_stack_guarded(true);
    identity.add_last_fault(fault);
    Reply(request, b, identity.Finish());
  }
  void ReplyInvoked(const protocol::Message& request, uint64_t ticks) {
    flatbuffers::FlatBufferBuilder b;
    const auto marks = b.CreateVector(std::vector<uint32_t>(protocol::FigureCount<MemoryMarks>()));
    Reply(request, b, protocol::CreateInvoked(b, ticks, marks));
  }

  void Transmit(std::span<const uint8_t> bytes) override {
    ASSERT_EQ(write(fd_, bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
  }

  // Computes, with interrupts masked, until the harness has polled this often. Nothing that arrives is taken
  // in: the port keeps the first bytes, and the others are lost. Returns how many were lost.
  size_t ComputeUntilPolled(size_t polls, size_t port_bytes) {
    std::vector<uint8_t> arrived;
    for (int rounds = 0; rounds < 200; ++rounds) {
      // A poll begins and ends with a zero.
      if (static_cast<size_t>(std::count(arrived.begin(), arrived.end(), 0)) >= 2 * polls) break;
      ReadInto(&arrived);
    }
    const size_t kept = std::min(port_bytes, arrived.size());
    port_.assign(arrived.begin(), arrived.begin() + static_cast<ptrdiff_t>(kept));
    return arrived.size() - kept;
  }

 private:
  void OnMessage(std::span<const uint8_t> bytes) override {
    const protocol::Message* message = protocol::ParseMessage(bytes);
    ASSERT_NE(message, nullptr);
    answer_(*this, *message);
  }
  void OnOpen() override {}

  void ReadInto(std::vector<uint8_t>* bytes) {
    pollfd ready = {fd_, POLLIN, 0};
    uint8_t part[4096];
    if (poll(&ready, 1, 50) <= 0) return;
    const ssize_t count = read(fd_, part, sizeof(part));
    if (count > 0) bytes->insert(bytes->end(), part, part + count);
  }
  void Run() {
    while (!stop_) {
      std::vector<uint8_t> bytes = std::move(port_);
      port_.clear();
      ReadInto(&bytes);
      endpoint_.Receive(bytes);
    }
  }

  const int fd_;
  const Answer answer_;
  std::vector<uint8_t> port_;
  protocol::EndpointStorage<2, 1024> storage_;
  protocol::Endpoint endpoint_;
  std::atomic<bool> stop_ = false;
  std::thread thread_;
};

constexpr std::chrono::milliseconds kPatience{60'000};

template <typename Action>
std::string ErrorOf(Action action) {
  try {
    action();
  } catch (const LinkError& error) {
    return error.what();
  }
  return "no error";
}

TEST_F(AgentClientTest, TheAgentTellsTheLimitsOfItsBoard) {
  FakeAgent agent(ends_[1], [](FakeAgent& self, const protocol::Message& message) {
    self.ReplyIdentity(message, "ASSAY-FAULT pc=00000100");
  });
  AgentClient client(ends_[0], {kPatience, nullptr});
  const AgentIdentity identity = client.Connect();
  EXPECT_EQ(identity.limits.message_bytes, 1024);
  EXPECT_EQ(identity.limits.slots, 2);
  EXPECT_EQ(identity.limits.credits, 3);
  EXPECT_TRUE(identity.stack_guarded);
  EXPECT_EQ(identity.last_fault, "ASSAY-FAULT pc=00000100");
}

TEST_F(AgentClientTest, AFaultEndsTheWaitAtOnce) {
  const std::string line = "ASSAY-FAULT pc=00000100 cfsr=00010000";
  // One that still was on the line when the session began is nobody's.
  ASSERT_GT(write(ends_[1], "\0ASSAY-FAULT old\0", 17), 0);
  FakeAgent agent(ends_[1], [&](FakeAgent& self, const protocol::Message& message) {
    if (message.body_type() == protocol::Body::Hello) return self.ReplyIdentity(message);
    const std::string text = '\0' + line + '\0';
    self.Transmit({reinterpret_cast<const uint8_t*>(text.data()), text.size()});
  });
  AgentClient client(ends_[0],
                     {kPatience, nullptr, [](const std::string& report) { return "<" + report + ">"; }});
  client.Connect();
  EXPECT_EQ(ErrorOf([&] { client.Invoke(false); }), "the agent died: <" + line + ">");
}

TEST_F(AgentClientTest, AReportThatGotLostIsAskedFor) {
  int sessions = 0;
  FakeAgent agent(ends_[1], [&](FakeAgent& self, const protocol::Message& message) {
    if (message.body_type() != protocol::Body::Hello) return;
    self.ReplyIdentity(message, ++sessions == 1 ? "" : "ASSAY-FAULT pc=00000100");
  });
  AgentClient client(ends_[0], {std::chrono::milliseconds(300), nullptr});
  client.Connect();
  EXPECT_EQ(ErrorOf([&] { client.Invoke(false); }), "the agent died: ASSAY-FAULT pc=00000100");
}

TEST_F(AgentClientTest, ACounterThatOverflowedIsNoFigure) {
  FakeAgent agent(ends_[1], [](FakeAgent& self, const protocol::Message& message) {
    if (message.body_type() == protocol::Body::Hello) return self.ReplyIdentity(message);
    self.ReplyInvoked(message, UINT64_MAX);
  });
  AgentClient client(ends_[0], {kPatience, nullptr});
  client.Connect();
  EXPECT_NE(ErrorOf([&] { client.Invoke(true); }).find("longer than the board's counter can count"),
            std::string::npos);
}

// A real board masks its interrupts while it computes, and its port holds one byte or a few: polls are lost
// or damaged, and what is left of them stands before the next request.
TEST_F(AgentClientTest, WhatArrivesWhileTheAgentComputesMayBeLost) {
  for (const size_t port_bytes : {1, 16}) {
    int inferences = 0;
    size_t lost = 0, written = 0;
    FakeAgent agent(ends_[1], [&](FakeAgent& self, const protocol::Message& message) {
      if (message.body_type() == protocol::Body::Hello) return self.ReplyIdentity(message);
      if (message.body_type() == protocol::Body::Invoke) {
        if (++inferences == 1) lost = self.ComputeUntilPolled(2, port_bytes);
        return self.ReplyInvoked(message, 1);
      }
      written += message.body_as_WriteInput()->data()->size();
      self.ReplyDone(message);
    });
    AgentClient client(ends_[0], {kPatience, nullptr});
    client.Connect();
    const std::vector<uint8_t> input(5000, 7);
    for (int i = 0; i < 2; ++i) {
      client.WriteInput(input);
      EXPECT_EQ(client.Invoke(false).ticks, 1u);
    }
    EXPECT_EQ(inferences, 2);
    EXPECT_EQ(written, 2 * input.size());
    EXPECT_GT(lost, 0u) << "the test lost nothing";
  }
}

}  // namespace
}  // namespace assay
