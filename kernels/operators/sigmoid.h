// LOGISTIC, 1 / (1 + exp(-x)), and TANH of int8 and int16 (of float32: unary.h). Shapes as in elementwise.h.
//   int8   in fixed point (fixed_point.h). Output of LOGISTIC: zero point -128; its scale counts as 1/256,
//   that of TANH
//          as 1/128
//   int16  by interpolation in a table. Zero points 0, output scale 1/32768
#ifndef ASSAY_KERNELS_OPERATORS_SIGMOID_H_
#define ASSAY_KERNELS_OPERATORS_SIGMOID_H_

#include "kernels/arithmetic/quantize.h"
#include "kernels/kernel.h"

namespace assay::kernels {

struct SigmoidInt8Params {
  int32_t elements;
  Multiplier multiplier;  // takes an input to Q4
  int32_t radius;         // from it on, the input would leave Q4 and the output is at its bound
  int32_t input_zero_point;
};

// x * multiplier / 2^shift is the int16 input x in units of 1/12288; the shift is at most 31.
struct SigmoidScale {
  int32_t multiplier;
  int32_t shift;
};

struct SigmoidInt16Params {
  int32_t elements;
  SigmoidScale scale;
};

Status PrepareLogisticInt8(const Operation& operation, void* params, Needs* needs);
Status PrepareTanhInt8(const Operation& operation, void* params, Needs* needs);
Status PrepareLogisticInt16(const Operation& operation, void* params, Needs* needs);
Status PrepareTanhInt16(const Operation& operation, void* params, Needs* needs);

// Of one int16 number; the result is in 1/32768. Also the gates of an LSTM.
int16_t LogisticInt16(int16_t x, SigmoidScale scale);
int16_t TanhInt16(int16_t x, SigmoidScale scale);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_SIGMOID_H_
