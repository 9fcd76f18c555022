// One end of the link: makes a reliable, ordered stream of messages out of a byte stream that loses, corrupts
// and invents bytes. Both ends run this very code; docs/link.md specifies the wire format. Freestanding.
//
// The link has one active end (the harness), which opens sessions and owns the only clock, and one passive
// end (the agent), which needs no timer: it retransmits only when the active end polls it.
#ifndef ASSAY_PROTOCOL_ENDPOINT_H_
#define ASSAY_PROTOCOL_ENDPOINT_H_

#include <cstdint>
#include <span>

#include "device-agent/protocol/frame.h"

namespace assay::protocol {

// What an endpoint needs from its surroundings.
class EndpointDelegate {
 public:
  // Puts bytes on the wire. Must not call back into the endpoint.
  virtual void Transmit(std::span<const uint8_t> bytes) = 0;
  // A message arrived: once, in order, whole. `message` is aligned to 8 bytes and valid only during the call;
  // Send may be called from it, Receive and Open may not.
  virtual void OnMessage(std::span<const uint8_t> message) = 0;
  // A new session began (passive end) or was accepted by the peer (active end).
  virtual void OnOpen() = 0;
  // The peer has ended by a fault and says so in a line of text that begins with kFaultReport. It may be cut
  // short. Send, Receive and Open may not be called from it.
  virtual void OnFaultReport(std::span<const uint8_t> /*text*/) {}

 protected:
  ~EndpointDelegate() = default;
};

struct LinkStatistics {
  uint64_t bytes_sent = 0;
  uint64_t bytes_received = 0;
  uint32_t frames_received = 0;  // undamaged frames of the present session, from the peer
  uint32_t retransmitted = 0;    // data frames sent again
  uint32_t damaged = 0;          // received frames that failed COBS, length or CRC
};

enum class Role : uint8_t { kActive, kPassive };

// What one end can hold. Of an agent these are facts of its board.
struct LinkLimits {
  uint16_t message_bytes;  // of the longest message either way
  uint8_t slots;           // sent messages kept until they are acknowledged: a power of two, at most 64, so
                           // that a frame's slot follows from its sequence also where that wraps
  uint8_t credits;         // frames of the peer that can wait until Receive is called
};

// The memory an endpoint works in: its slots, each with the message's length before it, and one frame either
// way.
constexpr size_t EndpointBytes(const LinkLimits& limits) {
  return 8 - kFrameHeaderBytes + MaxWireBytes(limits.message_bytes) + 1 + MaxWireBytes(limits.message_bytes) +
         size_t{limits.slots} * (sizeof(uint16_t) + limits.message_bytes);
}

// What must be able to wait while an agent computes: all the data frames its peer has credit for, and as much
// again for short ones (polls, acknowledgements).
constexpr size_t ReceiveRingBytes(const LinkLimits& limits) {
  return 2 * limits.credits * MaxWireBytes(limits.message_bytes);
}

// Memory for an endpoint whose limits are constants.
template <uint8_t kSlots, uint16_t kMaxMessage>
struct EndpointStorage {
  static_assert(kSlots > 0 && kSlots <= 64 && (kSlots & (kSlots - 1)) == 0);
  alignas(8) uint8_t bytes[EndpointBytes({kMaxMessage, kSlots, 0})];
};

class Endpoint {
 public:
  // `memory` is EndpointBytes(limits) long, aligned to 8, and outlives the endpoint, as the delegate does.
  Endpoint(Role role, const LinkLimits& limits, std::span<uint8_t> memory, EndpointDelegate* delegate);
  template <uint8_t kSlots, uint16_t kMaxMessage>
  Endpoint(Role role, uint8_t credits, EndpointStorage<kSlots, kMaxMessage>* storage,
           EndpointDelegate* delegate)
      : Endpoint(role, {kMaxMessage, kSlots, credits}, storage->bytes, delegate) {}

  Endpoint(const Endpoint&) = delete;
  Endpoint& operator=(const Endpoint&) = delete;

  // Active end: begins a new session, dropping everything unacknowledged. `session` differs from the last
  // one's and is not 0. Repeats the opening on OnTimer until the peer answers.
  void Open(uint16_t session);
  bool is_open() const { return open_; }

  // Whether Send would be accepted now: the session is open, a slot is free and the peer has given credit.
  bool CanSend() const;
  // Sends one message of at most max_message() bytes. Returns false, having done nothing, if !CanSend() or
  // too long.
  bool Send(std::span<const uint8_t> message);
  uint16_t max_message() const;                   // the smaller of both ends' limits
  bool idle() const { return in_flight() == 0; }  // everything sent has been acknowledged

  // What the peer said of itself in this session; 0 before.
  uint8_t peer_version() const {
    return peer_version_;
  }  // if it is not kLinkVersion, the session does not open
  uint8_t peer_slots() const { return peer_slots_; }
  uint8_t peer_credits() const { return peer_credits_; }
  // How many requests an active end may have unanswered, so that the peer has room for every reply.
  uint8_t request_limit() const { return peer_slots_ < peer_credits_ ? peer_slots_ : peer_credits_; }

  // Bytes from the wire, in any portions.
  void Receive(std::span<const uint8_t> bytes);

  // Active end only: nothing has moved for a while. Opens again, or asks the peer what it has and lacks.
  void OnTimer();

  const LinkStatistics& statistics() const { return statistics_; }

 private:
  uint8_t in_flight() const { return static_cast<uint8_t>(next_ - base_); }
  uint8_t* slot(uint8_t sequence) const;
  void StartSession(uint16_t session);
  bool ReadLimits(std::span<const uint8_t> payload);
  void OnBytes(std::span<uint8_t> bytes);
  void OnFrame(const FrameHeader& header, std::span<const uint8_t> payload);
  void OnOpenFrame(const FrameHeader& header, std::span<const uint8_t> payload);
  void OnOpenedFrame(const FrameHeader& header, std::span<const uint8_t> payload);
  void OnAcknowledge(uint8_t acknowledge, uint8_t credits);
  void OnData(uint8_t sequence, std::span<const uint8_t> payload);
  void SendFrame(FrameKind kind, uint8_t sequence, std::span<const uint8_t> payload);
  void SendLimits(FrameKind kind);
  void SendData(uint8_t sequence);
  void SendAgain();

  const Role role_;
  const LinkLimits limits_;
  const std::span<uint8_t> receive_;
  const std::span<uint8_t> transmit_;
  uint8_t* const slots_;
  EndpointDelegate* const delegate_;

  bool open_ = false;
  bool owes_acknowledge_ = false;
  bool polled_ = false;        // active end: the next acknowledgement tells what the peer lacks
  uint8_t poll_sequence_ = 0;  // next_ when it polled
  uint16_t session_ = 0;
  uint8_t base_ = 0;      // oldest unacknowledged sequence
  uint8_t next_ = 0;      // sequence of the next new data frame
  uint8_t expected_ = 0;  // sequence of the next data frame from the peer
  uint8_t peer_version_ = 0;
  uint8_t peer_slots_ = 0;
  uint8_t peer_credits_ = 0;  // counted from base_
  uint16_t peer_max_message_ = 0;

  size_t received_ = 0;    // bytes of the present frame in receive_
  bool overflow_ = false;  // the present frame is longer than any frame can be
  LinkStatistics statistics_;
};

}  // namespace assay::protocol

#endif  // ASSAY_PROTOCOL_ENDPOINT_H_
