// What ADD_N and CUMSUM of int8 have in common: sums of one tensor's values, or of several of the same
// quantisation, rescaled to the output's.
#ifndef ASSAY_KERNELS_ARITHMETIC_INT8_SUM_H_
#define ASSAY_KERNELS_ARITHMETIC_INT8_SUM_H_

#include "kernels/arithmetic/quantize.h"
#include "kernels/kernel.h"

namespace assay::kernels {

struct Int8Sum {
  int32_t output_multiplier;
  int8_t output_shift;
  int8_t zero_point;
  int8_t output_zero_point;

  // A value as a term. The reference shifts by 20 and multiplies by the ratio of the input's scale to twice
  // itself, which is exact.
  int32_t Term(int32_t value) const { return (value - zero_point) * (1 << 19); }
  // What sums start from: the term of the stored value 0, not of the real number 0. So does the reference.
  int32_t Start() const { return Term(0); }
  int8_t Output(int32_t sum) const {
    const int32_t scaled = MultiplyByQuantizedMultiplier(sum, {output_multiplier, output_shift});
    return static_cast<int8_t>(Clamp(scaled + output_zero_point, -128, 127));
  }
};

// Both int8 with one scale each, not too far apart. Else kUnsupportedType or kBadQuantization.
Status PrepareInt8Sum(const Tensor& input, const Tensor& output, Int8Sum* sum);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_ARITHMETIC_INT8_SUM_H_
