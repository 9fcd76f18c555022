// MIRROR_PAD: the input with its own mirror image around it. Int8 and float32.
//   inputs  0: anything but a scalar
//           1: paddings, int32 or int64, constant or not: before and after, for every dimension
//   output  the dimensions and their paddings added up
// REFLECT leaves out the outermost element in the mirror, SYMMETRIC repeats it. Source: TFLM's
// micro/kernels/operators/mirror_pad.cc, also for a padding after a dimension that is longer than the
// dimension: it ends with repetitions of element 0. One before it must not be longer.
#ifndef ASSAY_KERNELS_OPERATORS_MIRROR_PAD_H_
#define ASSAY_KERNELS_OPERATORS_MIRROR_PAD_H_

#include "kernels/kernel.h"

namespace assay::kernels {

struct MirrorPadParams {
  int32_t input[kMaxRank];
  int32_t output[kMaxRank];
  int8_t rank;
  int8_t left_out;  // 1: REFLECT, 0: SYMMETRIC
  uint8_t element_bytes;
  Type type;  // of the paddings
};

Status PrepareMirrorPad(const Operation& operation, void* params, Needs* needs);

// kIndexOutOfRange unless the paddings are what the operator allows and lead to the output's shape.
Status CheckMirrorPaddings(const MirrorPadParams& params, const void* paddings);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_MIRROR_PAD_H_
