#include "kernels/sets.h"
#include "platform/host/host_main.h"

int main(int argc, char** argv) {
  return assay::platform::RunHostAgent(argc, argv, assay::kernels::kKernelSets);
}
