// The agent's answers: takes one request of the harness (protocol/messages.fbs), returns the one reply to it.
#ifndef ASSAY_AGENT_AGENT_H_
#define ASSAY_AGENT_AGENT_H_

#include <cstdint>
#include <span>

#include "device-agent/agent/engine.h"
#include "device-agent/agent/model_store.h"
#include "device-agent/protocol/endpoint.h"
#include "device-agent/protocol/message.h"
#include "device-agent/protocol/message_writer.h"

namespace assay::agent {

class Agent {
 public:
  static constexpr size_t kMaxKernelSets = 8;

  // `kernel_sets`: all sets of the image, fastest first, at most kMaxKernelSets. `limits` is what the agent
  // says of its link. `reply` is aligned to 8 bytes, and no reply is longer. The platform must be ready.
  Agent(std::span<const kernels::KernelSet* const> kernel_sets, const protocol::LinkLimits& limits,
        std::span<uint8_t> reply);

  // A new session: forgets model and inputs.
  void Reset();

  // `request` is aligned to 8 bytes. The reply is at most `max_reply` bytes long and valid until the next
  // call; it is empty only if not even an Error fits.
  std::span<const uint8_t> Handle(std::span<const uint8_t> request, size_t max_reply);

 private:
  // The body of a reply, or why there is none.
  struct Reply {
    Reply(protocol::Body body_type, protocol::MessageWriter::Offset offset) : type(body_type), body(offset) {}
    explicit Reply(const runtime::Fault& why) : fault(why) {}
    explicit Reply(Status status) { fault.status = status; }

    protocol::Body type = protocol::Body::NONE;
    protocol::MessageWriter::Offset body = 0;
    runtime::Fault fault;
  };

  Reply Answer(const protocol::Message& request, size_t room);
  Reply Hello(const protocol::Hello& request);
  Reply BeginModel(const protocol::BeginModel& request);
  Reply ModelChunk(const protocol::ModelChunk& request);
  Reply LoadModel(const protocol::LoadModel& request);
  Reply ReadOperators(const protocol::ReadOperators& request, size_t room);
  Reply ReadAllocations(const protocol::ReadAllocations& request, size_t room);
  Reply WriteInput(const protocol::WriteInput& request);
  Reply Invoke(const protocol::Invoke& request);
  Reply ReadLayers(const protocol::ReadLayers& request, size_t room);
  Reply ReadOutput(const protocol::ReadOutput& request, size_t room);

  Reply DoneOr(Status status);
  Reply Loaded();
  template <typename T, typename Get>
  Reply Page(protocol::Body type, uint16_t field, size_t first, size_t count, size_t room, const Get& get);
  uint8_t KernelSetIndex(const char* name) const;

  ModelStore store_;
  Engine engine_;
  const protocol::LinkLimits limits_;
  const std::span<uint8_t> reply_;
  protocol::MessageWriter writer_{{}};
};

}  // namespace assay::agent

#endif  // ASSAY_AGENT_AGENT_H_
