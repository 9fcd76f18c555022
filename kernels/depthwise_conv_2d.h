// DEPTHWISE_CONV_2D: output channel c sees only input channel c / depth_multiplier.
//   inputs  0: activations [batches, height, width, channels]
//           1: weights [1, height, width, channels * depth_multiplier]
//           2: bias [channels * depth_multiplier], int32, optional
//   output  [batches, height, width, channels * depth_multiplier]
#ifndef ASSAY_KERNELS_DEPTHWISE_CONV_2D_H_
#define ASSAY_KERNELS_DEPTHWISE_CONV_2D_H_

#include "kernels/kernel.h"
#include "kernels/quantize.h"
#include "kernels/window.h"

namespace assay::kernels {

struct DepthwiseConv2DParams {
  Window rows;
  Window columns;
  int32_t batches;
  int32_t input_channels;
  int32_t depth_multiplier;
  const float* weight_scales;  // one, or one for each output channel (per_channel)
  float input_scale;
  float output_scale;
  int16_t input_zero_point;
  int16_t output_zero_point;
  int16_t output_min;
  int16_t output_max;
  bool per_channel;
  bool has_bias;

  int32_t output_channels() const { return input_channels * depth_multiplier; }
  Multiplier multiplier(int32_t output_channel) const {
    return ChannelMultiplier(input_scale, weight_scales[per_channel ? output_channel : 0], output_scale);
  }
};

Status PrepareDepthwiseConv2D(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_DEPTHWISE_CONV_2D_H_
