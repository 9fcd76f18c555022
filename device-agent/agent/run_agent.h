// The main loop of every agent.
#ifndef ASSAY_AGENT_RUN_AGENT_H_
#define ASSAY_AGENT_RUN_AGENT_H_

#include <span>

#include "kernels/kernel.h"

namespace assay::agent {

// Serves the platform's link. `kernel_sets` are all sets of the image, fastest first, `reference` last.
// Returns when the link is closed for good, which never happens on a board. To be called once.
void RunAgent(std::span<const kernels::KernelSet* const> kernel_sets);

}  // namespace assay::agent

#endif  // ASSAY_AGENT_RUN_AGENT_H_
