#ifndef ASSAY_KERNELS_PORTABLE_SCRATCH_H_
#define ASSAY_KERNELS_PORTABLE_SCRATCH_H_

#include <cstdint>

namespace assay::kernels::portable {

// A kernel of this set that would want more working memory than this leaves the operation to the next set
// (Status::kNotMine): `reference` wants none. Only shapes that no microcontroller computes come near.
inline constexpr uint64_t kMaxScratchBytes = 1 << 18;

}  // namespace assay::kernels::portable

#endif  // ASSAY_KERNELS_PORTABLE_SCRATCH_H_
