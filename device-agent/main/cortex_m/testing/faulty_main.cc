// The board's agent with kernel sets that end it.
#include "device-agent/main/cortex_m/run_board_agent.h"
#include "device-agent/main/testing/crashing_kernels.h"
#include "kernels/reference/reference.h"

int main() {
  const assay::kernels::KernelSet* const kernel_sets[] = {
      assay::testing::TrapKernels(), assay::testing::OverflowKernels(), &assay::kernels::kReference};
  assay::agent::RunBoardAgent(kernel_sets);
}
