#ifndef ASSAY_KERNELS_PORTABLE_QUAD_PRODUCT_H_
#define ASSAY_KERNELS_PORTABLE_QUAD_PRODUCT_H_

#include "kernels/portable/pair.h"

namespace assay::kernels::portable {

// Sums for the four values of a quad, of two channels.
struct QuadSums {
  int32_t a[4];
  int32_t b[4];
};

// Adds the products of `count` quads with the weights of two channels. In a file of its own, so that the loop
// has all registers of a core.
void MultiplyQuads(const Quad* quads, const int8_t* weights_a, const int8_t* weights_b, int32_t count,
                   QuadSums* sums);

}  // namespace assay::kernels::portable

#endif  // ASSAY_KERNELS_PORTABLE_QUAD_PRODUCT_H_
