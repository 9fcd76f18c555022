// ADD, with NumPy's broadcasting.
//   inputs  0, 1: activations
//   output  the shape that both inputs are broadcast to
#ifndef ASSAY_KERNELS_ADD_H_
#define ASSAY_KERNELS_ADD_H_

#include "kernels/kernel.h"
#include "kernels/quantize.h"

namespace assay::kernels {

// Both inputs are shifted left by this much before they are rescaled to a common scale.
inline constexpr int32_t kAddLeftShift = 20;

struct AddParams {
  // The output's shape, in which neighbouring dimensions that neither input or the same input repeats are
  // one. Without broadcasting that leaves a single dimension.
  int32_t dims[kMaxRank];
  int8_t rank;
  uint8_t repeated[2];  // bit d of repeated[i]: input i has one element along dimension d and repeats it
  int8_t zero_points[2];
  int8_t output_zero_point;
  int8_t output_min;
  int8_t output_max;
  Multiplier multipliers[2];
  Multiplier output_multiplier;
};

Status PrepareAdd(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_ADD_H_
