// The agent of a board without an operating system.
#ifndef ASSAY_MAIN_CORTEX_M_RUN_BOARD_AGENT_H_
#define ASSAY_MAIN_CORTEX_M_RUN_BOARD_AGENT_H_

#include <span>

#include "board_config.h"
#include "device-agent/agent/run_agent.h"

namespace assay::agent {

// Runs an agent with these kernel sets (fastest first, `reference` last) and the limits of board.yaml, for
// ever.
inline void RunBoardAgent(std::span<const kernels::KernelSet* const> kernel_sets) {
  constexpr protocol::LinkLimits kLimits = {.message_bytes = platform::config::kMessageBytes,
                                            .slots = platform::config::kLinkSlots,
                                            .credits = platform::config::kLinkCredits};
  alignas(8) static uint8_t memory[LinkBytes(kLimits)];
  RunAgent(kernel_sets, kLimits, memory);
}

}  // namespace assay::agent

#endif  // ASSAY_MAIN_CORTEX_M_RUN_BOARD_AGENT_H_
