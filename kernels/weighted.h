// What the operators with weights and a bias for every output channel have in common: CONV_2D,
// DEPTHWISE_CONV_2D and FULLY_CONNECTED.
//   inputs  0: activations, 1: weights, 2: bias [output channels], int32, optional
#ifndef ASSAY_KERNELS_WEIGHTED_H_
#define ASSAY_KERNELS_WEIGHTED_H_

#include "kernels/kernel.h"
#include "kernels/options.h"
#include "kernels/quantize.h"

namespace assay::kernels {

struct WeightedParams {
  ModelOffset<float> weight_scales;  // one, or one for each output channel (per_channel)
  float input_scale;
  float output_scale;
  int16_t input_zero_point;
  int16_t output_zero_point;
  int16_t output_min;
  int16_t output_max;
  bool per_channel;
  bool has_bias;

  Multiplier multiplier(const void* model, int32_t output_channel) const {
    return ChannelMultiplier(input_scale, weight_scales.in(model)[per_channel ? output_channel : 0],
                             output_scale);
  }
};

// Checks types, scales, zero points, bias and activation of an operation of two or three inputs whose weights
// have `channels` output channels along dimension `axis`, and fills in the params.
Status PrepareWeighted(const Operation& operation, int32_t axis, int32_t channels, Activation activation,
                       WeightedParams* params);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_WEIGHTED_H_
