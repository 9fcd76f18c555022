// DEPTHWISE_CONV_2D: output channel c sees only input channel c / depth_multiplier.
//   inputs  0: activations [batches, height, width, channels]
//           1: weights [1, height, width, channels * depth_multiplier]
//           2: bias [channels * depth_multiplier], optional
//   output  [batches, height, width, channels * depth_multiplier]
// Types: as in weighted.h.
#ifndef ASSAY_KERNELS_OPERATORS_DEPTHWISE_CONV_2D_H_
#define ASSAY_KERNELS_OPERATORS_DEPTHWISE_CONV_2D_H_

#include "kernels/arithmetic/weighted.h"
#include "kernels/arithmetic/window.h"
#include "kernels/kernel.h"

namespace assay::kernels {

// The weights of one output channel lie output_channels() apart.
struct DepthwiseConv2DParams : WeightedParams {
  Window rows;     // along the height
  Window columns;  // along the width
  int32_t batches;
  int32_t input_channels;
  int32_t depth_multiplier;

  int32_t output_channels() const { return input_channels * depth_multiplier; }
};

Status PrepareDepthwiseConv2D(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_DEPTHWISE_CONV_2D_H_
