// One end of the link: makes a reliable, ordered stream of messages out of a byte stream that loses, corrupts and
// invents bytes. Both ends run this very code; docs/link.md specifies the wire format. Freestanding.
//
// The link has one active end (the harness), which opens sessions and owns the only clock, and one passive end (the
// agent), which needs no timer: it retransmits only when the active end polls it.
#ifndef ASSAY_PROTOCOL_ENDPOINT_H_
#define ASSAY_PROTOCOL_ENDPOINT_H_

#include <cstdint>
#include <span>

#include "protocol/frame.h"

namespace assay::protocol {

// What an endpoint needs from its surroundings.
class EndpointDelegate {
 public:
  // Puts bytes on the wire. Must not call back into the endpoint.
  virtual void Transmit(std::span<const uint8_t> bytes) = 0;
  // A message arrived: once, in order, whole. `message` is valid only during the call; Send may be called from it.
  virtual void OnMessage(std::span<const uint8_t> message) = 0;
  // A new session began (passive end) or was accepted by the peer (active end).
  virtual void OnOpen() = 0;

 protected:
  ~EndpointDelegate() = default;
};

struct LinkStatistics {
  uint64_t bytes_sent = 0;
  uint64_t bytes_received = 0;
  uint32_t retransmitted = 0;  // data frames sent again
  uint32_t damaged = 0;        // received frames that failed COBS, length or CRC
};

// Sent, not yet acknowledged messages are kept in `slots` caller-provided buffers of kMaxMessage bytes each.
template <uint8_t kSlots, uint16_t kMaxMessage>
struct EndpointStorage;

class Endpoint {
 public:
  // (constructor takes storage, delegate, and how many frames this end can take at once: its credits)

  // Active end: begins a new session, dropping everything unacknowledged. `session` differs from the last one's and
  // is not 0. Repeats the opening on OnTimer until the peer answers.
  void Open(uint16_t session);
  bool is_open() const;

  // Whether Send would be accepted now: the session is open, a slot is free and the peer has given credit.
  bool CanSend() const;
  // Sends one message of at most max_message() bytes. Returns false, having done nothing, if !CanSend() or too long.
  bool Send(std::span<const uint8_t> message);
  uint16_t max_message() const;  // the smaller of both ends' limits
  bool idle() const;             // everything sent has been acknowledged

  // Bytes from the wire, in any portions.
  void Receive(std::span<const uint8_t> bytes);

  // Active end only: nothing has moved for a while. Sends again what is unacknowledged, or asks the peer to.
  void OnTimer();

  const LinkStatistics& statistics() const;
};

}  // namespace assay::protocol

#endif  // ASSAY_PROTOCOL_ENDPOINT_H_
