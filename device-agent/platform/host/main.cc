#include "device-agent/platform/host/host_main.h"
#include "kernels/sets.h"

int main(int argc, char** argv) {
  return assay::platform::RunHostAgent(argc, argv, assay::kernels::kKernelSets);
}
