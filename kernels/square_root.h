// The square root of a float, without a mathematics library.
#ifndef ASSAY_KERNELS_SQUARE_ROOT_H_
#define ASSAY_KERNELS_SQUARE_ROOT_H_

namespace assay::kernels {

// Correctly rounded to the nearest float, as IEEE 754 defines it; NaN for what is less than 0.
float SquareRoot(float x);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_SQUARE_ROOT_H_
