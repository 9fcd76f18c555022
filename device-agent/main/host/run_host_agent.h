// The agent as a process: its command line and its life.
#ifndef ASSAY_MAIN_HOST_RUN_HOST_AGENT_H_
#define ASSAY_MAIN_HOST_RUN_HOST_AGENT_H_

#include <span>

#include "kernels/kernel.h"

namespace assay::agent {

// Runs an agent with these kernel sets (fastest first, `reference` last) on the file descriptor that the
// command line names, until it is closed or the process that started this one ends. Returns the exit code.
int RunHostAgent(int argc, char** argv, std::span<const kernels::KernelSet* const> kernel_sets);

}  // namespace assay::agent

#endif  // ASSAY_MAIN_HOST_RUN_HOST_AGENT_H_
