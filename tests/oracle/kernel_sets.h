// The kernel sets that are proven here: all there are, in the order of the images.
#ifndef ASSAY_TESTS_ORACLE_KERNEL_SETS_H_
#define ASSAY_TESTS_ORACLE_KERNEL_SETS_H_

#include "kernels/portable/portable.h"
#include "kernels/reference/reference.h"

namespace assay::oracle {

inline constexpr const kernels::KernelSet* kKernelSets[] = {&kernels::kPortable, &kernels::kReference};

}  // namespace assay::oracle

#endif  // ASSAY_TESTS_ORACLE_KERNEL_SETS_H_
