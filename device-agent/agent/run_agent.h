// The main loop of every agent.
#ifndef ASSAY_AGENT_RUN_AGENT_H_
#define ASSAY_AGENT_RUN_AGENT_H_

#include <span>

#include "device-agent/protocol/endpoint.h"
#include "kernels/kernel.h"

namespace assay::agent {

// The memory that an agent with such a link works in: a reply, and its endpoint.
constexpr size_t LinkBytes(const protocol::LinkLimits& limits) {
  return (size_t{limits.message_bytes} + 7) / 8 * 8 + protocol::EndpointBytes(limits);
}

// Serves the platform's link. `kernel_sets` are all sets of the image, fastest first, `reference` last.
// `memory` is LinkBytes(limits) long and aligned to 8. Returns when the link is closed for good, which never
// happens on a board. To be called once.
void RunAgent(std::span<const kernels::KernelSet* const> kernel_sets, const protocol::LinkLimits& limits,
              std::span<uint8_t> memory);

}  // namespace assay::agent

#endif  // ASSAY_AGENT_RUN_AGENT_H_
