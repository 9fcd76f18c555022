// SOFTMAX over the last dimension.
//   input   0: activations of any shape but a scalar: int8, int16 or float32
//   output  the same shape. From int8: int8 of scale 1/256 and zero point -128, or int16 of scale 1/65536 and
//   zero point
//           -32768; from int16: int16 of scale 1/32768 and zero point 0; from float32: float32, with
//           exponentials from real.h (see unary.h)
// Scales of int16 outputs may be off by a thousandth.
#ifndef ASSAY_KERNELS_OPERATORS_SOFTMAX_H_
#define ASSAY_KERNELS_OPERATORS_SOFTMAX_H_

#include "kernels/arithmetic/quantize.h"
#include "kernels/kernel.h"
#include "kernels/operators/options.h"

namespace assay::kernels {

// Integer bits of a scaled difference to the largest value, and of the sum of the exponentials.
inline constexpr int32_t kSoftmaxDifferenceBits = 5;
inline constexpr int32_t kSoftmaxSumBits = 12;

struct SoftmaxRows {
  int32_t rows;
  int32_t depth;
};

// Of int8.
struct SoftmaxParams : SoftmaxRows {
  Multiplier
      multiplier;  // takes a difference of two quantised inputs to beta * difference in Q5; shifts left
  int32_t smallest_difference;  // below it an exponential counts as zero: beta * difference would leave Q5
  Type output;
};

struct SoftmaxInt16Params : SoftmaxRows {
  Multiplier multiplier;  // takes a difference of two quantised inputs to 10/65535
};

struct SoftmaxFloatParams : SoftmaxRows {
  float beta;
};

// The rows of SOFTMAX and LOG_SOFTMAX. kBadShape for scalars and different shapes.
Status MakeSoftmaxRows(const Operation& operation, SoftmaxRows* rows);

// The int8 difference's multiplier and bound. kBadQuantization unless the multiplier, rounded to its 31 bits,
// is above one, as the reference demands of the real number.
Status MakeSoftmaxDifference(float beta, float input_scale, Multiplier* multiplier,
                             int32_t* smallest_difference);

Status PrepareSoftmax(const Operation& operation, void* params, Needs* needs);
Status PrepareSoftmaxInt16(const Operation& operation, void* params, Needs* needs);
Status PrepareSoftmaxFloat(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_SOFTMAX_H_
