// PAD and PADV2: the input with a frame around it. Any type of whole bytes.
//   inputs  0: anything of at most 5 dimensions
//           1: constant int32 paddings: before and after, for every dimension
//           2: the value to pad with, optional: one element of the same type, and int8 in the output's scale
//              and zero point; else what is zero in the output, for int8 its zero point
//   output  the dimensions and their paddings added up
// Source: TFLM's micro/kernels/pad_common.cc and kernels/internal/reference/pad.h, which make no difference
// between the two operators. Also as there, a negative padding does not cut anything off: the output's
// elements that no padding covers are the input's first ones in order.
#ifndef ASSAY_KERNELS_OPERATORS_PAD_H_
#define ASSAY_KERNELS_OPERATORS_PAD_H_

#include "kernels/kernel.h"

namespace assay::kernels {

inline constexpr int32_t kMaxPadRank = 5;

struct PadParams {
  int32_t dims[kMaxPadRank];      // the output's
  ModelOffset<int32_t> paddings;  // in the model
  int8_t rank;
  uint8_t element_bytes;
  bool has_value;     // inputs[2]
  uint8_t zero_byte;  // else: the value's first byte, the others are 0
};

Status PreparePad(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_PAD_H_
