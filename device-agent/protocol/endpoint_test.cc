#include "device-agent/protocol/endpoint.h"

#include <gmock/gmock.h>

#include <deque>
#include <functional>
#include <memory>
#include <ostream>
#include <random>
#include <string>
#include <vector>

namespace assay::protocol {
namespace {

using Bytes = std::vector<uint8_t>;

// One end under test with everything it did.
struct End final : EndpointDelegate {
  End(Role role, uint8_t credits, std::function<void(const Bytes&)> on_message = nullptr)
      : handler(std::move(on_message)), endpoint(role, credits, &storage, this) {}

  void Transmit(std::span<const uint8_t> bytes) override { wire.emplace_back(bytes.begin(), bytes.end()); }
  void OnMessage(std::span<const uint8_t> message) override {
    EXPECT_EQ(reinterpret_cast<uintptr_t>(message.data()) % 8, 0u);
    received.emplace_back(message.begin(), message.end());
    if (handler) handler(received.back());
  }
  void OnOpen() override {
    ++opened;
    received.clear();
  }

  void OnFaultReport(std::span<const uint8_t> text) override {
    faults.emplace_back(text.begin(), text.end());
  }

  EndpointStorage<4, 256> storage;
  std::deque<Bytes> wire;  // what it sent, one element a Transmit
  std::vector<Bytes> received;
  std::vector<std::string> faults;
  int opened = 0;
  std::function<void(const Bytes&)> handler;
  Endpoint endpoint;
};

void Deliver(End& from, End& to) {
  while (!from.wire.empty()) {
    to.endpoint.Receive(from.wire.front());
    from.wire.pop_front();
  }
}

void Settle(End& a, End& b) {
  while (!a.wire.empty() || !b.wire.empty()) {
    Deliver(a, b);
    Deliver(b, a);
  }
}

// A passive end that answers every message with the same message.
std::unique_ptr<End> EchoEnd(uint8_t credits = 2) {
  auto end = std::make_unique<End>(Role::kPassive, credits);
  end->handler = [raw = end.get()](const Bytes& message) { ASSERT_TRUE(raw->endpoint.Send(message)); };
  return end;
}

TEST(Endpoint, OpensAndExchangesMessages) {
  End active(Role::kActive, 8);
  auto passive = EchoEnd();
  EXPECT_FALSE(active.endpoint.Send(Bytes{1}));
  active.endpoint.Open(7);
  EXPECT_FALSE(active.endpoint.is_open());
  Settle(active, *passive);
  ASSERT_TRUE(active.endpoint.is_open());
  EXPECT_EQ(active.opened, 1);
  EXPECT_EQ(passive->opened, 1);
  EXPECT_EQ(active.endpoint.peer_version(), kLinkVersion);
  EXPECT_EQ(active.endpoint.peer_slots(), 4);
  EXPECT_EQ(active.endpoint.request_limit(), 2);
  EXPECT_EQ(active.endpoint.max_message(), 256);

  EXPECT_TRUE(active.endpoint.Send(Bytes{1, 0, 2}));
  EXPECT_TRUE(active.endpoint.Send(Bytes{}));
  EXPECT_FALSE(active.endpoint.CanSend());  // the peer gave credit for two
  EXPECT_FALSE(active.endpoint.Send(Bytes{3}));
  Settle(active, *passive);
  EXPECT_THAT(active.received, testing::ElementsAre(Bytes{1, 0, 2}, Bytes{}));
  EXPECT_TRUE(active.endpoint.idle());
  EXPECT_TRUE(passive->endpoint.idle());
  EXPECT_FALSE(active.endpoint.Send(Bytes(257)));
  EXPECT_TRUE(active.endpoint.Send(Bytes(256, 0)));
  Settle(active, *passive);
  EXPECT_EQ(active.received.back(), Bytes(256, 0));
  EXPECT_EQ(active.endpoint.statistics().retransmitted, 0u);
  EXPECT_EQ(active.endpoint.statistics().bytes_sent, passive->endpoint.statistics().bytes_received);
  EXPECT_EQ(passive->endpoint.statistics().bytes_sent, active.endpoint.statistics().bytes_received);
}

TEST(Endpoint, AFaultReportIsHandedOverAsItCame) {
  End active(Role::kActive, 8);
  auto passive = EchoEnd();
  active.endpoint.Open(7);
  Settle(active, *passive);
  const auto receive = [&](const std::string& text) {
    active.endpoint.Receive(Bytes(text.begin(), text.end()));
  };
  // In the middle of a frame; then one that is cut short by the next frame's leading zero; then one that is
  // longer than any frame.
  using namespace std::string_literals;
  receive("\x05half\0ASSAY-FAULT pc=0000"s);
  receive("0100\0ASSAY-FAULT\0"s);
  EXPECT_THAT(active.faults, testing::ElementsAre("ASSAY-FAULT pc=00000100", "ASSAY-FAULT"));
  receive("\0ASSAY-FAULT"s + std::string(1000, 'x') + "\0"s);
  ASSERT_EQ(active.faults.size(), 3u);
  EXPECT_EQ(active.faults[2].rfind("ASSAY-FAULTxxx", 0), 0u);
  receive("ASSAY-FAUL\0ASSAY-OTHER\0"s);
  EXPECT_EQ(active.faults.size(), 3u);
  EXPECT_EQ(active.endpoint.statistics().damaged, 3u);
  EXPECT_TRUE(active.endpoint.Send(Bytes{1}));
  Settle(active, *passive);
  EXPECT_THAT(active.received, testing::ElementsAre(Bytes{1}));
}

TEST(Endpoint, OpeningIsRepeatedUntilAnswered) {
  End active(Role::kActive, 8);
  auto passive = EchoEnd();
  active.endpoint.Open(7);
  active.wire.clear();
  active.endpoint.OnTimer();
  Deliver(active, *passive);
  EXPECT_EQ(passive->opened, 1);
  passive->wire.clear();
  active.endpoint.OnTimer();
  active.endpoint.OnTimer();
  Settle(active, *passive);
  EXPECT_EQ(passive->opened, 1);  // the same session did not begin anew
  EXPECT_TRUE(active.endpoint.is_open());
}

TEST(Endpoint, AnotherLinkVersionIsToldAndDoesNotOpen) {
  for (const bool short_payload : {false, true}) {
    End active(Role::kActive, 8);
    active.endpoint.Open(7);
    const Bytes limits = {9, 4, 0, 1};
    Bytes wire(MaxWireBytes(4));
    const FrameHeader header = {
        .kind = FrameKind::kOpened, .sequence = 0, .acknowledge = 0, .credits = 2, .session = 7};
    wire.resize(EncodeFrame(header, std::span(limits).first(short_payload ? 1 : 4), wire));
    active.endpoint.Receive(wire);
    EXPECT_FALSE(active.endpoint.is_open());
    EXPECT_EQ(active.endpoint.peer_version(), 9);
    EXPECT_EQ(active.opened, 0);
  }
}

TEST(Endpoint, LostRequestAndLostReplyAreRecoveredByThePoll) {
  End active(Role::kActive, 8);
  auto passive = EchoEnd();
  active.endpoint.Open(7);
  Settle(active, *passive);

  ASSERT_TRUE(active.endpoint.Send(Bytes{1}));
  active.wire.clear();  // the request is lost
  Settle(active, *passive);
  EXPECT_TRUE(active.received.empty());
  active.endpoint.OnTimer();
  Settle(active, *passive);
  EXPECT_THAT(active.received, testing::ElementsAre(Bytes{1}));
  EXPECT_EQ(active.endpoint.statistics().retransmitted, 1u);

  ASSERT_TRUE(active.endpoint.Send(Bytes{2}));
  Deliver(active, *passive);
  passive->wire.clear();  // the reply is lost
  active.endpoint.OnTimer();
  Settle(active, *passive);
  EXPECT_THAT(active.received, testing::ElementsAre(Bytes{1}, Bytes{2}));
  EXPECT_THAT(passive->received,
              testing::ElementsAre(Bytes{1}, Bytes{2}));  // the request was not applied twice
  EXPECT_EQ(active.endpoint.statistics().retransmitted, 1u);
  EXPECT_EQ(passive->endpoint.statistics().retransmitted, 1u);
}

TEST(Endpoint, TimerOfAnIdleLinkSendsNothingAgain) {
  End active(Role::kActive, 8);
  auto passive = EchoEnd();
  active.endpoint.Open(7);
  Settle(active, *passive);
  ASSERT_TRUE(active.endpoint.Send(Bytes{1}));
  active.endpoint.OnTimer();  // too early: the request and the poll are both on their way
  Settle(active, *passive);
  active.endpoint.OnTimer();
  Settle(active, *passive);
  EXPECT_THAT(passive->received, testing::ElementsAre(Bytes{1}));
  EXPECT_THAT(active.received, testing::ElementsAre(Bytes{1}));
  EXPECT_EQ(active.endpoint.statistics().retransmitted, 0u);
}

TEST(Endpoint, PassiveEndTakesNoRequestItCouldNotAnswer) {
  End active(Role::kActive, 8);
  auto passive = EchoEnd(4);
  active.endpoint.Open(7);
  Settle(active, *passive);
  // The active end's acknowledgements are lost, so that the passive end's four slots stay taken.
  for (uint8_t i = 0; i < 4; ++i) ASSERT_TRUE(active.endpoint.Send(Bytes{i}));
  Deliver(active, *passive);
  std::deque<Bytes> replies;
  replies.swap(passive->wire);
  End deaf(Role::kActive, 8);  // a second active end of the same session, which has seen no reply
  deaf.endpoint.Open(7);
  Deliver(deaf, *passive);
  Deliver(*passive, deaf);
  ASSERT_TRUE(deaf.endpoint.is_open());
  Bytes wire(MaxWireBytes(1));
  const Bytes payload = {4};
  const FrameHeader fifth = {
      .kind = FrameKind::kData, .sequence = 4, .acknowledge = 0, .credits = 8, .session = 7};
  wire.resize(EncodeFrame(fifth, payload, wire));
  passive->endpoint.Receive(wire);
  EXPECT_EQ(passive->received.size(), 4u);
  for (const Bytes& reply : replies) active.endpoint.Receive(reply);
  ASSERT_TRUE(active.endpoint.Send(payload));
  Settle(active, *passive);
  EXPECT_EQ(passive->received.size(), 5u);
  EXPECT_EQ(active.received.size(), 5u);
}

TEST(Endpoint, NewSessionIsCleanAndStaleBytesAreIgnored) {
  End active(Role::kActive, 8);
  auto passive = EchoEnd();
  active.endpoint.Open(7);
  Settle(active, *passive);
  ASSERT_TRUE(active.endpoint.Send(Bytes{1}));
  Deliver(active, *passive);
  const std::deque<Bytes> stale_replies = passive->wire;
  ASSERT_TRUE(active.endpoint.Send(Bytes{2}));
  const std::deque<Bytes> stale_requests = active.wire;
  active.wire.clear();
  passive->wire.clear();

  active.endpoint.Open(8);
  Settle(active, *passive);
  for (const Bytes& bytes : stale_requests) passive->endpoint.Receive(bytes);
  for (const Bytes& bytes : stale_replies) active.endpoint.Receive(bytes);
  EXPECT_TRUE(active.received.empty());
  EXPECT_TRUE(passive->received.empty());
  ASSERT_TRUE(active.endpoint.Send(Bytes{3}));
  Settle(active, *passive);
  EXPECT_THAT(active.received, testing::ElementsAre(Bytes{3}));
}

TEST(Endpoint, RebootedPassiveEndIsSilentUntilANewSession) {
  End active(Role::kActive, 8);
  auto before = EchoEnd();
  active.endpoint.Open(7);
  Settle(active, *before);
  ASSERT_TRUE(active.endpoint.Send(Bytes{1}));

  auto after = EchoEnd();  // reset in the middle: knows no session
  Settle(active, *after);
  for (int i = 0; i < 3; ++i) {
    active.endpoint.OnTimer();
    Settle(active, *after);
  }
  EXPECT_TRUE(active.received.empty());
  EXPECT_EQ(after->endpoint.statistics().bytes_sent, 0u);
  active.endpoint.Open(8);
  Settle(active, *after);
  ASSERT_TRUE(active.endpoint.Send(Bytes{2}));
  Settle(active, *after);
  EXPECT_THAT(active.received, testing::ElementsAre(Bytes{2}));
}

TEST(Endpoint, GarbageIsCountedAndOutlived) {
  End active(Role::kActive, 8);
  auto passive = EchoEnd();
  passive->endpoint.Receive(Bytes{1, 2, 3, 0});
  passive->endpoint.Receive(Bytes(5000, 0x55));  // no end in sight; the opening begins with a zero
  active.endpoint.Open(7);
  Settle(active, *passive);
  EXPECT_TRUE(active.endpoint.is_open());
  EXPECT_EQ(passive->endpoint.statistics().damaged, 2u);
}

TEST(Endpoint, RandomBytesDoNoHarm) {
  std::mt19937 random(5);
  End active(Role::kActive, 8);
  auto passive = EchoEnd();
  active.endpoint.Open(1);
  Settle(active, *passive);
  for (int round = 0; round < 3000; ++round) {
    Bytes noise(random() % 700);
    for (uint8_t& byte : noise) byte = static_cast<uint8_t>(random() % 8 == 0 ? random() % 3 : random());
    active.endpoint.Receive(noise);
    passive->endpoint.Receive(noise);
    if (round % 7 == 0) active.endpoint.OnTimer();
  }
  active.wire.clear();
  passive->wire.clear();
  EXPECT_GT(active.endpoint.statistics().damaged, 1000u);
  active.endpoint.Open(2);
  Settle(active, *passive);
  active.endpoint.OnTimer();
  Settle(active, *passive);
  ASSERT_TRUE(active.endpoint.Send(Bytes{3}));
  active.endpoint.OnTimer();
  Settle(active, *passive);
  EXPECT_THAT(active.received, testing::ElementsAre(Bytes{3}));
}

// Undamaged frames whose fields make no sense.
TEST(Endpoint, RandomFramesDoNoHarm) {
  std::mt19937 random(6);
  for (const Role role : {Role::kActive, Role::kPassive}) {
    End end(role, 2);
    end.handler = [&end](const Bytes& message) { end.endpoint.Send(message); };
    for (int round = 0; round < 20000; ++round) {
      if (role == Role::kActive && random() % 50 == 0)
        end.endpoint.Open(static_cast<uint16_t>(random() % 2 + 1));
      Bytes payload(random() % 3 == 0 ? random() % 300 : random() % 6);
      for (uint8_t& byte : payload) byte = static_cast<uint8_t>(random() % 4);
      Bytes wire(MaxWireBytes(payload.size()));
      const FrameHeader header = {.kind = static_cast<FrameKind>(random() % 5 + 1),
                                  .sequence = static_cast<uint8_t>(random() % 4),
                                  .acknowledge = static_cast<uint8_t>(random() % 4),
                                  .credits = static_cast<uint8_t>(random()),
                                  .session = static_cast<uint16_t>(random() % 3)};
      wire.resize(EncodeFrame(header, payload, wire));
      end.endpoint.Receive(wire);
      if (random() % 8 == 0) end.endpoint.Send(Bytes{1});
      end.wire.clear();
    }
  }
}

// ---- the property: whatever the channel does, every message arrives once, in order ----

struct Channel {
  // Each with this probability in 1/1000 a transmission.
  int lose = 0, corrupt = 0, duplicate = 0, truncate = 0, insert = 0, delay = 0;
};

class Line {
 public:
  Line(const Channel& channel, std::mt19937* random) : channel_(channel), random_(*random) {}

  void Carry(End& from, End& to) {
    while (!from.wire.empty()) {
      Bytes bytes = std::move(from.wire.front());
      from.wire.pop_front();
      if (Happens(channel_.lose)) continue;
      if (Happens(channel_.corrupt)) {
        for (auto n = random_() % 3 + 1; n > 0; --n) {
          bytes[random_() % bytes.size()] ^= static_cast<uint8_t>(1 << random_() % 8);
        }
      }
      if (Happens(channel_.truncate)) bytes.resize(random_() % bytes.size());
      if (Happens(channel_.insert)) {
        Bytes noise(random_() % 40 + 1);
        for (uint8_t& byte : noise) byte = static_cast<uint8_t>(random_());
        bytes.insert(bytes.begin() + static_cast<ptrdiff_t>(random_() % (bytes.size() + 1)), noise.begin(),
                     noise.end());
      }
      in_flight_.insert(in_flight_.end(), bytes.begin(), bytes.end());
      if (Happens(channel_.duplicate)) in_flight_.insert(in_flight_.end(), bytes.begin(), bytes.end());
    }
    // Bytes arrive in order, in any portions; a delay holds everything back.
    while (!in_flight_.empty() && !Happens(channel_.delay)) {
      const size_t count = std::min<size_t>(in_flight_.size(), random_() % 400 + 1);
      const Bytes portion(in_flight_.begin(), in_flight_.begin() + static_cast<ptrdiff_t>(count));
      in_flight_.erase(in_flight_.begin(), in_flight_.begin() + static_cast<ptrdiff_t>(count));
      to.endpoint.Receive(portion);
    }
  }

 private:
  bool Happens(int per_mille) { return static_cast<int>(random_() % 1000) < per_mille; }

  const Channel channel_;
  std::mt19937& random_;
  std::deque<uint8_t> in_flight_;
};

Bytes NumberedMessage(uint32_t number, std::mt19937& random) {
  Bytes message(4 + random() % 252);
  for (uint8_t& byte : message) byte = static_cast<uint8_t>(random() % 3 == 0 ? 0 : random());
  for (int i = 0; i < 4; ++i) message[static_cast<size_t>(i)] = static_cast<uint8_t>(number >> (8 * i));
  return message;
}

struct Scenario {
  const char* name;
  Channel channel;
};

// Without it GoogleTest prints the bytes of the struct, pointers included, and test names change from run to
// run.
void PrintTo(const Scenario& scenario, std::ostream* out) { *out << scenario.name; }

class LinkProperty : public testing::TestWithParam<Scenario> {};

TEST_P(LinkProperty, EveryMessageArrivesOnceAndInOrder) {
  constexpr size_t kMessages = 3000;
  for (unsigned seed = 1; seed <= 5; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    End active(Role::kActive, 8);
    auto passive = EchoEnd();
    Line down(GetParam().channel, &random);
    Line up(GetParam().channel, &random);
    active.endpoint.Open(static_cast<uint16_t>(seed));

    std::vector<Bytes> sent;
    size_t rounds = 0;
    int silence = 0;
    uint64_t heard = 0;
    while (active.received.size() < kMessages) {
      ASSERT_LT(++rounds, 200 * kMessages) << "the link has stalled";
      if (active.endpoint.is_open()) {
        while (sent.size() < kMessages &&
               sent.size() - active.received.size() < active.endpoint.request_limit() &&
               active.endpoint.CanSend()) {
          sent.push_back(NumberedMessage(static_cast<uint32_t>(sent.size()), random));
          ASSERT_TRUE(active.endpoint.Send(sent.back()));
        }
      }
      down.Carry(active, *passive);
      up.Carry(*passive, active);
      // The timer runs when nothing has come for a while, and sometimes although nothing is lost.
      const uint64_t bytes_received = active.endpoint.statistics().bytes_received;
      silence = bytes_received == heard ? silence + 1 : 0;
      heard = bytes_received;
      if (silence > 5 || random() % 20 == 0) active.endpoint.OnTimer();
    }
    EXPECT_EQ(active.received, sent);
    EXPECT_EQ(passive->received, sent);
    EXPECT_EQ(active.opened, 1);
    EXPECT_EQ(passive->opened, 1);
    const Channel& channel = GetParam().channel;
    if (channel.lose + channel.corrupt + channel.truncate > 0) {
      EXPECT_GT(active.endpoint.statistics().retransmitted, 0u);
      EXPECT_GT(passive->endpoint.statistics().retransmitted, 0u);
    }
    if (channel.corrupt + channel.truncate + channel.insert > 0) {
      EXPECT_GT(active.endpoint.statistics().damaged, 0u);
      EXPECT_GT(passive->endpoint.statistics().damaged, 0u);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Channels, LinkProperty,
                         testing::Values(Scenario{"perfect", {}}, Scenario{"lossy", {.lose = 200}},
                                         Scenario{"corrupting", {.corrupt = 200}},
                                         Scenario{"duplicating", {.duplicate = 300}},
                                         Scenario{"truncating", {.truncate = 200}},
                                         Scenario{"noisy", {.insert = 300}}, Scenario{"slow", {.delay = 600}},
                                         Scenario{"everything", {100, 100, 100, 100, 100, 300}}),
                         [](const auto& parameter) { return std::string(parameter.param.name); });

// Sessions begin anew at random moments of a bad line, and bytes of old sessions are still under way then.
TEST(Endpoint, SessionsNeverMix) {
  std::mt19937 random(9);
  const Channel channel = {50, 50, 50, 50, 50, 500};
  End active(Role::kActive, 8);
  auto passive = EchoEnd();
  Line down(channel, &random);
  Line up(channel, &random);
  size_t echoed = 0;
  for (uint16_t session = 1; session <= 300; ++session) {
    active.endpoint.Open(session);
    active.received.clear();
    std::vector<Bytes> sent;
    for (auto rounds = random() % 100; rounds > 0; --rounds) {
      while (active.endpoint.CanSend() && sent.size() - active.received.size() < 2) {
        sent.push_back(NumberedMessage(session * 1000u + static_cast<uint32_t>(sent.size()), random));
        ASSERT_TRUE(active.endpoint.Send(sent.back()));
      }
      down.Carry(active, *passive);
      up.Carry(*passive, active);
      if (random() % 2 == 0) active.endpoint.OnTimer();
      ASSERT_LE(active.received.size(), sent.size());
      ASSERT_TRUE(std::equal(active.received.begin(), active.received.end(), sent.begin()));
    }
    echoed += active.received.size();
  }
  EXPECT_GT(echoed, 1000u);
}

}  // namespace
}  // namespace assay::protocol
