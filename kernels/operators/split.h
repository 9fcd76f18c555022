// SPLIT, SPLIT_V and UNPACK: one tensor becomes several. Any type of whole bytes.
//   SPLIT    inputs 0: constant int32 axis, 1: what is split; outputs of one shape, side by side along the
//   axis SPLIT_V  inputs 0: what is split, 1: sizes, not read: the outputs' shapes say them, 2: constant
//   int32 axis;
//            at most 16 outputs, which differ in the length of that axis only
//   UNPACK   input 0: what is unpacked along an axis, which the outputs lack
// Source: TFLM's micro/kernels/operators/split.cc, split_v.cc and unpack.cc.
#ifndef ASSAY_KERNELS_OPERATORS_SPLIT_H_
#define ASSAY_KERNELS_OPERATORS_SPLIT_H_

#include "kernels/arithmetic/parts.h"
#include "kernels/kernel.h"

namespace assay::kernels {

using SplitParams = EqualParts;
using SplitVParams = Parts<16>;
using UnpackParams = EqualParts;

Status PrepareSplit(const Operation& operation, void* params, Needs* needs);
Status PrepareSplitV(const Operation& operation, void* params, Needs* needs);
Status PrepareUnpack(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_SPLIT_H_
