#include "kernels/reference/reference.h"
#include "platform/host/host_main.h"

int main(int argc, char** argv) {
  const assay::kernels::KernelSet* const kernel_sets[] = {&assay::kernels::kReference};
  return assay::platform::RunHostAgent(argc, argv, kernel_sets);
}
