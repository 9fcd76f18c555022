// FULLY_CONNECTED.
//   inputs  0: activations, any shape of batches * depth elements
//           1: weights [outputs, depth]
//           2: bias [outputs], optional
//   output  any shape of batches * outputs elements whose last dimension is outputs
// Types: as in weighted.h. Weights with one scale may have a zero point.
#ifndef ASSAY_KERNELS_FULLY_CONNECTED_H_
#define ASSAY_KERNELS_FULLY_CONNECTED_H_

#include "kernels/kernel.h"
#include "kernels/weighted.h"

namespace assay::kernels {

struct FullyConnectedParams : WeightedParams {
  int32_t batches;
  int32_t depth;
  int32_t outputs;
  int32_t weights_zero_point;

  // With one scale for all weights the reference takes the product of the scales in float; with one for each
  // output, in double.
  Multiplier multiplier(const void* model, int32_t output) const {
    const float* scales = weight_scales.in(model);
    if (per_channel) return ChannelMultiplier(input_scale, scales[output], output_scale);
    const float product = input_scale * scales[0];
    return QuantizeMultiplier(static_cast<double>(product) / static_cast<double>(output_scale));
  }
};

Status PrepareFullyConnected(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_FULLY_CONNECTED_H_
