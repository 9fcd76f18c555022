// QUANTIZE: the same real numbers in another quantisation. Shapes as in elementwise.h.
//   input   0: float32, or quantised int8, int16, int32 or uint8
//   output  quantised; from float32: int8, int16; from int8: int8, uint8, int16, int32; from int16: int8,
//   int16, int32;
//           from int32: int8, int16; from uint8: int8
//
// A float is divided by the scale in float and rounded half away from zero. It saturates, and a NaN counts as
// 0, also where the reference's conversion to int32 is undefined.
#ifndef ASSAY_KERNELS_OPERATORS_REQUANTIZE_H_
#define ASSAY_KERNELS_OPERATORS_REQUANTIZE_H_

#include "kernels/arithmetic/quantize.h"
#include "kernels/kernel.h"

namespace assay::kernels {

struct QuantizeParams {
  int32_t elements;
  float scale;
  int32_t zero_point;
  Type output;
};

struct RequantizeParams {
  int32_t elements;
  Multiplier multiplier;
  int32_t input_zero_point;
  int32_t output_zero_point;
  Type output;
};

// Of floats.
Status PrepareQuantize(const Operation& operation, void* params, Needs* needs);

// Of integers.
Status PrepareRequantize(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_REQUANTIZE_H_
