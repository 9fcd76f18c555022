#include "device-agent/agent/run_agent.h"
#include "kernels/sets.h"

int main() { assay::agent::RunAgent(assay::kernels::kKernelSets); }
