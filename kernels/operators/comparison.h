// EQUAL, NOT_EQUAL, GREATER, GREATER_EQUAL, LESS and LESS_EQUAL of quantised tensors with broadcasting
// (broadcast.h): int8, and for GREATER int16, as in TensorFlow Lite Micro. Both inputs are rescaled, so that
// real numbers are compared.
//   inputs  0, 1: of the same type, with scales below 1
//   output  bool
// Source: comparisons.cc in tensorflow/lite/micro/kernels of TensorFlow Lite Micro.
#ifndef ASSAY_KERNELS_OPERATORS_COMPARISON_H_
#define ASSAY_KERNELS_OPERATORS_COMPARISON_H_

#include "kernels/arithmetic/broadcast.h"
#include "kernels/arithmetic/quantize.h"

namespace assay::kernels {

struct ComparisonParams {
  Broadcast broadcast;
  int32_t multipliers[2];
  int16_t zero_points[2];
  int8_t shifts[2];

  int32_t Rescale(int32_t i, int32_t value) const {
    constexpr int32_t kLeftShift = 8;
    return MultiplyByQuantizedMultiplier((value - zero_points[i]) * (1 << kLeftShift),
                                         {multipliers[i], shifts[i]});
  }
};

Status PrepareQuantizedComparison(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_COMPARISON_H_
