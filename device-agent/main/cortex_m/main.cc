#include "device-agent/main/cortex_m/run_board_agent.h"
#include "kernels/sets.h"

int main() { assay::agent::RunBoardAgent(assay::kernels::kKernelSets); }
