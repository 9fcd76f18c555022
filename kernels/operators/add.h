// ADD, SUB and SQUARED_DIFFERENCE of quantised tensors, int8 and int16, with broadcasting (broadcast.h). Both
// inputs are rescaled to a common scale, twice the larger of theirs, and the result to the output's.
//   inputs  0, 1: of the same type
//   output  of that type
// int16 SQUARED_DIFFERENCE takes zero points of 0 only. Sources: add_common.cc, sub_common.cc and
// squared_difference.cc in tensorflow/lite/micro/kernels of TensorFlow Lite Micro.
#ifndef ASSAY_KERNELS_OPERATORS_ADD_H_
#define ASSAY_KERNELS_OPERATORS_ADD_H_

#include "kernels/arithmetic/broadcast.h"
#include "kernels/arithmetic/quantize.h"

namespace assay::kernels {

// Multipliers and shifts are those of a Multiplier (quantize.h), in two fields to keep the struct small.
struct AddParams {
  Broadcast broadcast;
  int32_t multipliers[2];
  int32_t output_multiplier;
  int16_t zero_points[2];  // within the type's range; subtracted
  int16_t output_zero_point;
  int16_t output_min;  // of what the activation leaves of the type's range
  int16_t output_max;
  int8_t shifts[2];  // -31 ... 0: the common scale is the larger one
  int8_t output_shift;
  int8_t left_shift;  // of the inputs, before they are rescaled

  // Input i's value on the common scale.
  int32_t Rescale(int32_t i, int32_t value) const {
    return MultiplyByQuantizedMultiplier((value - zero_points[i]) * (1 << left_shift),
                                         {multipliers[i], shifts[i]});
  }
  // The output of a result on the common scale (SQUARED_DIFFERENCE: of its square).
  int32_t Output(int32_t result) const {
    const int32_t scaled = MultiplyByQuantizedMultiplier(result, {output_multiplier, output_shift});
    return Clamp(scaled + output_zero_point, output_min, output_max);
  }
};

Status PrepareAdd(const Operation& operation, void* params, Needs* needs);
Status PrepareSub(const Operation& operation, void* params, Needs* needs);
Status PrepareSquaredDifference(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_ADD_H_
