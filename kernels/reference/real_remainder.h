// The remainder of a division of floats, exact, as the C library's fmod defines it.
#ifndef ASSAY_KERNELS_REFERENCE_REAL_REMAINDER_H_
#define ASSAY_KERNELS_REFERENCE_REAL_REMAINDER_H_

namespace assay::kernels::reference {

// a - n * b with n = a / b truncated towards zero; the sign is that of `a`. A NaN if b is 0 or a infinite.
float Remainder(float a, float b);

}  // namespace assay::kernels::reference

#endif  // ASSAY_KERNELS_REFERENCE_REAL_REMAINDER_H_
