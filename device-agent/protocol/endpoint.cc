#include "device-agent/protocol/endpoint.h"

#include <algorithm>

namespace assay::protocol {
namespace {

// Payload of `open` and `opened`: u8 link version, u8 slots, u16 LE largest message.
constexpr size_t kLimitsBytes = 4;

}  // namespace

Endpoint::Endpoint(Role role, const LinkLimits& limits, std::span<uint8_t> memory, EndpointDelegate* delegate)
    : role_(role),
      limits_(limits),
      // Decoded in place, the payload then begins on a multiple of 8.
      receive_(memory.subspan(8 - kFrameHeaderBytes, MaxWireBytes(limits.message_bytes))),
      transmit_(memory.subspan(8 - kFrameHeaderBytes + receive_.size(), 1 + receive_.size())),
      slots_(transmit_.data() + transmit_.size()),
      delegate_(delegate) {}

void Endpoint::Open(uint16_t session) {
  StartSession(session);
  SendLimits(FrameKind::kOpen);
}

bool Endpoint::CanSend() const { return open_ && in_flight() < std::min(limits_.slots, peer_credits_); }

uint16_t Endpoint::max_message() const { return std::min(limits_.message_bytes, peer_max_message_); }

bool Endpoint::Send(std::span<const uint8_t> message) {
  if (!CanSend() || message.size() > max_message()) return false;
  uint8_t* const length = slot(next_);
  length[0] = static_cast<uint8_t>(message.size());
  length[1] = static_cast<uint8_t>(message.size() >> 8);
  std::copy(message.begin(), message.end(), length + sizeof(uint16_t));
  SendData(next_++);
  return true;
}

void Endpoint::Receive(std::span<const uint8_t> bytes) {
  statistics_.bytes_received += bytes.size();
  for (const uint8_t byte : bytes) {
    if (byte != 0) {
      if (received_ < receive_.size()) {
        receive_[received_++] = byte;
      } else {
        overflow_ = true;
      }
      continue;
    }
    if (received_ > 0) OnBytes(receive_.first(received_));
    received_ = 0;
    overflow_ = false;
  }
  if (owes_acknowledge_) SendFrame(FrameKind::kAck, next_, {});
}

void Endpoint::OnBytes(std::span<uint8_t> bytes) {
  FrameHeader header;
  std::span<const uint8_t> payload;
  if (bytes.size() >= kFaultReport.size() &&
      std::equal(kFaultReport.begin(), kFaultReport.end(), bytes.begin())) {
    delegate_->OnFaultReport(bytes);
  } else if (!overflow_ && DecodeFrame(bytes, &header, &payload)) {
    OnFrame(header, payload);
  } else {
    ++statistics_.damaged;
  }
}

void Endpoint::OnTimer() {
  if (role_ != Role::kActive || session_ == 0) return;
  if (!open_) {
    SendLimits(FrameKind::kOpen);
    return;
  }
  polled_ = true;
  poll_sequence_ = next_;
  SendFrame(FrameKind::kPoll, next_, {});
}

void Endpoint::StartSession(uint16_t session) {
  session_ = session;
  open_ = false;
  owes_acknowledge_ = false;
  polled_ = false;
  base_ = 0;
  next_ = 0;
  expected_ = 0;
  peer_version_ = 0;
  peer_slots_ = 0;
  peer_credits_ = 0;
  peer_max_message_ = 0;
}

// Returns whether the session can open with a peer like that.
bool Endpoint::ReadLimits(std::span<const uint8_t> payload) {
  if (payload.empty()) return false;
  peer_version_ = payload[0];
  if (peer_version_ != kLinkVersion || payload.size() != kLimitsBytes) return false;
  peer_slots_ = payload[1];
  peer_max_message_ = static_cast<uint16_t>(payload[2] | payload[3] << 8);
  return true;
}

void Endpoint::OnFrame(const FrameHeader& header, std::span<const uint8_t> payload) {
  if (header.kind == FrameKind::kOpen) {
    if (role_ == Role::kPassive && header.session != 0) OnOpenFrame(header, payload);
    return;
  }
  if (session_ == 0 || header.session != session_) return;
  ++statistics_.frames_received;
  if (header.kind == FrameKind::kOpened) {
    if (role_ == Role::kActive && !open_) OnOpenedFrame(header, payload);
    return;
  }
  if (!open_) return;

  OnAcknowledge(header.acknowledge, header.credits);
  if (header.kind == FrameKind::kData) OnData(header.sequence, payload);
  if (header.kind == FrameKind::kPoll && role_ == Role::kPassive) {
    // The acknowledgement goes first: it is the answer the active end waits for, and it clears the line.
    SendFrame(FrameKind::kAck, next_, {});
    SendAgain();
  } else if (header.kind == FrameKind::kAck && polled_) {
    polled_ = false;
    // The wire keeps the order, so what was sent before the poll and is still missing is lost.
    const uint8_t missing = static_cast<uint8_t>(poll_sequence_ - base_);
    if (missing != 0 && missing <= in_flight()) SendAgain();
  }
}

void Endpoint::OnOpenFrame(const FrameHeader& header, std::span<const uint8_t> payload) {
  // An opening that is repeated because the answer was lost must not undo what followed the first one.
  if (header.session != session_) {
    StartSession(header.session);
    open_ = ReadLimits(payload);
    peer_credits_ = header.credits;
    if (open_) delegate_->OnOpen();
  }
  SendLimits(FrameKind::kOpened);
}

void Endpoint::OnOpenedFrame(const FrameHeader& header, std::span<const uint8_t> payload) {
  open_ = ReadLimits(payload);
  peer_credits_ = header.credits;
  if (open_) delegate_->OnOpen();
}

void Endpoint::OnAcknowledge(uint8_t acknowledge, uint8_t credits) {
  const uint8_t count = static_cast<uint8_t>(acknowledge - base_);
  if (count > in_flight()) return;  // older than what is known already
  base_ = acknowledge;
  peer_credits_ = credits;
}

void Endpoint::OnData(uint8_t sequence, std::span<const uint8_t> payload) {
  // The passive end takes a request only when it has room for the reply, so that none is ever lost.
  const bool take = sequence == expected_ && payload.size() <= limits_.message_bytes &&
                    (role_ == Role::kActive || CanSend());
  owes_acknowledge_ = true;  // also of a duplicate, whose acknowledgement was lost
  if (!take) return;
  ++expected_;
  delegate_->OnMessage(payload);
}

void Endpoint::SendFrame(FrameKind kind, uint8_t sequence, std::span<const uint8_t> payload) {
  const FrameHeader header = {.kind = kind,
                              .sequence = sequence,
                              .acknowledge = expected_,
                              .credits = limits_.credits,
                              .session = session_};
  // A leading zero ends whatever garbage the peer may be taking for a frame. Data frames, the bulk of the
  // traffic, go without: if one is lost to garbage, the poll that follows clears the line.
  const size_t lead = kind == FrameKind::kData ? 0 : 1;
  transmit_[0] = 0;
  const size_t bytes = lead + EncodeFrame(header, payload, transmit_.subspan(lead));
  owes_acknowledge_ = false;
  statistics_.bytes_sent += bytes;
  delegate_->Transmit(transmit_.first(bytes));
}

void Endpoint::SendLimits(FrameKind kind) {
  const uint8_t payload[kLimitsBytes] = {kLinkVersion, limits_.slots,
                                         static_cast<uint8_t>(limits_.message_bytes),
                                         static_cast<uint8_t>(limits_.message_bytes >> 8)};
  SendFrame(kind, next_, payload);
}

// Where a message is kept until it is acknowledged, its length (two bytes) before it.
uint8_t* Endpoint::slot(uint8_t sequence) const {
  return slots_ + size_t{sequence} % limits_.slots * (sizeof(uint16_t) + limits_.message_bytes);
}

void Endpoint::SendData(uint8_t sequence) {
  const uint8_t* const length = slot(sequence);
  const size_t bytes = length[0] | size_t{length[1]} << 8;
  SendFrame(FrameKind::kData, sequence, {length + sizeof(uint16_t), bytes});
}

void Endpoint::SendAgain() {
  for (uint8_t sequence = base_; sequence != next_; ++sequence) {
    ++statistics_.retransmitted;
    SendData(sequence);
  }
}

}  // namespace assay::protocol
