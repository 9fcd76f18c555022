#include "agent/run_agent.h"
#include "kernels/reference/reference.h"

int main() {
  const assay::kernels::KernelSet* const kernel_sets[] = {&assay::kernels::kReference};
  assay::agent::RunAgent(kernel_sets);
}
