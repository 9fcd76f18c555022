#include "device-agent/protocol/message.h"

namespace assay::protocol {

const Message* ParseMessage(std::span<const uint8_t> bytes) {
  flatbuffers::Verifier verifier(bytes.data(), bytes.size());
  if (!VerifyMessageBuffer(verifier)) return nullptr;
  const Message* message = GetMessage(bytes.data());
  const bool known = message->body_type() > Body::NONE && message->body_type() <= Body::MAX;
  return known && message->body() != nullptr ? message : nullptr;
}

}  // namespace assay::protocol
