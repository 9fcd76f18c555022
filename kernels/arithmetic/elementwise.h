// What operators have in common that compute each element of the output from the element of the input at the
// same place.
//   input   0: any shape
//   output  as many elements
#ifndef ASSAY_KERNELS_ARITHMETIC_ELEMENTWISE_H_
#define ASSAY_KERNELS_ARITHMETIC_ELEMENTWISE_H_

#include "kernels/arithmetic/quantize.h"
#include "kernels/kernel.h"

namespace assay::kernels {

// One input and one output of as many elements. Else as CheckOperands, or kBadShape.
Status CheckElementwise(const Operation& operation);

// The same, and both are of the same type. Else also kUnsupportedType.
Status CheckElementwiseOfOneType(const Operation& operation);

// The same, and both have one usable scale; with int16, a zero point of 0. Else also kBadQuantization.
Status CheckElementwiseQuantized(const Operation& operation);

// `real` as a multiplier for requantisation; it may be negative. kBadQuantization if it is no number or would
// shift further left than kMaxLeftShift.
Status MakeMultiplier(double real, Multiplier* multiplier);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_ARITHMETIC_ELEMENTWISE_H_
