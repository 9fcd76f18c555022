#include "device-agent/agent/run_agent.h"

#include "device-agent/agent/agent.h"
#include "device-agent/platform/platform.h"
#include "device-agent/protocol/endpoint.h"

namespace assay::agent {
namespace {

class Server final : public protocol::EndpointDelegate {
 public:
  Server(std::span<const kernels::KernelSet* const> kernel_sets, const protocol::LinkLimits& limits,
         std::span<uint8_t> memory)
      : agent_(kernel_sets, limits, memory.first(memory.size() - protocol::EndpointBytes(limits))),
        endpoint_(protocol::Role::kPassive, limits, memory.last(protocol::EndpointBytes(limits)), this) {}

  void Transmit(std::span<const uint8_t> bytes) override { platform::Write(bytes); }
  void OnMessage(std::span<const uint8_t> message) override {
    // The endpoint takes a request only when there is room for the reply.
    endpoint_.Send(agent_.Handle(message, endpoint_.max_message()));
  }
  void OnOpen() override { agent_.Reset(); }

  void Run() {
    while (platform::WaitForInput()) {
      for (size_t count = 0; (count = platform::Read(bytes_)) > 0;) {
        endpoint_.Receive(std::span(bytes_).first(count));
      }
    }
  }

 private:
  Agent agent_;
  protocol::Endpoint endpoint_;
  uint8_t bytes_[256];
};

}  // namespace

void RunAgent(std::span<const kernels::KernelSet* const> kernel_sets, const protocol::LinkLimits& limits,
              std::span<uint8_t> memory) {
  static Server server(kernel_sets, limits, memory);  // too large for a board's stack
  server.Run();
}

}  // namespace assay::agent
