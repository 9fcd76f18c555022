// Carries out the copies that kernels/arithmetic/strided_copy.h describes.
#ifndef ASSAY_KERNELS_REFERENCE_STRIDED_COPY_H_
#define ASSAY_KERNELS_REFERENCE_STRIDED_COPY_H_

#include "kernels/arithmetic/strided_copy.h"

namespace assay::kernels::reference {

// From strided `input` to dense `output`.
void GatherStrided(const StridedCopyParams& params, const void* input, void* output);

// From dense `input` to strided `output`.
void ScatterStrided(const StridedCopyParams& params, const void* input, void* output);

}  // namespace assay::kernels::reference

#endif  // ASSAY_KERNELS_REFERENCE_STRIDED_COPY_H_
