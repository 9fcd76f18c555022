// Kernel sets that end the agent, to prove that whoever asks it learns how.
#ifndef ASSAY_MAIN_TESTING_CRASHING_KERNELS_H_
#define ASSAY_MAIN_TESTING_CRASHING_KERNELS_H_

#include "kernels/kernel.h"

namespace assay::testing {

// Sets of one kernel: SOFTMAX of int8, prepared as the reference's. `trap` executes an undefined instruction,
// `overflow` calls itself until the stack has ended. To be called once.
const kernels::KernelSet* TrapKernels();
const kernels::KernelSet* OverflowKernels();

}  // namespace assay::testing

#endif  // ASSAY_MAIN_TESTING_CRASHING_KERNELS_H_
