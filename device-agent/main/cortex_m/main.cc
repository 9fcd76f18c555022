#include "board_config.h"
#include "device-agent/agent/run_agent.h"
#include "kernels/sets.h"

namespace {

constexpr assay::protocol::LinkLimits kLimits = {.message_bytes = assay::platform::config::kMessageBytes,
                                                 .slots = assay::platform::config::kLinkSlots,
                                                 .credits = assay::platform::config::kLinkCredits};
alignas(8) uint8_t memory[assay::agent::LinkBytes(kLimits)];

}  // namespace

int main() { assay::agent::RunAgent(assay::kernels::kKernelSets, kLimits, memory); }
