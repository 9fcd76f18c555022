// CONCATENATION and PACK: several tensors become one. Any type of whole bytes.
//   CONCATENATION  side by side along an axis that they have: at most 10 inputs, which differ in its
//                  length only; no fused activation; int8: all with the output's scale and zero point
//   PACK           stacked along an axis that is new: inputs of one shape
//   output  what follows from that
// Source: TFLM's micro/kernels/operators/concatenation.cc and pack.cc.
#ifndef ASSAY_KERNELS_OPERATORS_CONCATENATION_H_
#define ASSAY_KERNELS_OPERATORS_CONCATENATION_H_

#include "kernels/arithmetic/parts.h"
#include "kernels/kernel.h"

namespace assay::kernels {

using ConcatenationParams = Parts<10>;
using PackParams = EqualParts;

Status PrepareConcatenation(const Operation& operation, void* params, Needs* needs);
Status PreparePack(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_CONCATENATION_H_
