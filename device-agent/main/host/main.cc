#include "device-agent/main/host/run_host_agent.h"
#include "kernels/sets.h"

int main(int argc, char** argv) {
  return assay::agent::RunHostAgent(argc, argv, assay::kernels::kKernelSets);
}
