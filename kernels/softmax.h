// SOFTMAX over the last dimension.
//   input   0: activations of any shape but a scalar
//   output  the same shape; scale 1/256, zero point -128
#ifndef ASSAY_KERNELS_SOFTMAX_H_
#define ASSAY_KERNELS_SOFTMAX_H_

#include "kernels/kernel.h"
#include "kernels/quantize.h"

namespace assay::kernels {

// Integer bits of a scaled difference to the largest value, and of the sum of the exponentials.
inline constexpr int32_t kSoftmaxDifferenceBits = 5;
inline constexpr int32_t kSoftmaxSumBits = 12;

struct SoftmaxParams {
  int32_t rows;
  int32_t depth;
  Multiplier
      multiplier;  // takes a difference of two quantised inputs to beta * difference in Q5; shifts left
  int32_t smallest_difference;  // below it an exponential counts as zero: beta * difference would leave Q5
};

Status PrepareSoftmax(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_SOFTMAX_H_
