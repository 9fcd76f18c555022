// LOG_SOFTMAX, the logarithm of SOFTMAX with beta 1, over the last dimension.
//   input   0: activations of any shape but a scalar: int8 or float32
//   output  the same shape and type; int8 of scale 16/256 and zero point 127. float32 goes through real.h
//   (see unary.h)
#ifndef ASSAY_KERNELS_OPERATORS_LOG_SOFTMAX_H_
#define ASSAY_KERNELS_OPERATORS_LOG_SOFTMAX_H_

#include "kernels/arithmetic/quantize.h"
#include "kernels/kernel.h"
#include "kernels/operators/softmax.h"

namespace assay::kernels {

// Of int8. The multiplier takes a difference of two quantised inputs to Q5, its inverse back.
struct LogSoftmaxParams : SoftmaxRows {
  Multiplier multiplier;
  Multiplier inverse;
  int32_t smallest_difference;  // below it an exponential counts as zero
};

Status PrepareLogSoftmax(const Operation& operation, void* params, Needs* needs);

// The params are SoftmaxRows.
Status PrepareLogSoftmaxFloat(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_LOG_SOFTMAX_H_
