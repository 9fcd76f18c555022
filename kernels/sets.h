// The kernel sets that every image has, fastest first; `reference`, which has everything, last.
#ifndef ASSAY_KERNELS_SETS_H_
#define ASSAY_KERNELS_SETS_H_

#include "kernels/portable/portable.h"
#include "kernels/reference/reference.h"

namespace assay::kernels {

inline constexpr const KernelSet* kKernelSets[] = {&kPortable, &kReference};

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_SETS_H_
