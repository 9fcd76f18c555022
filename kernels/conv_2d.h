// CONV_2D.
//   inputs  0: activations [batches, height, width, channels]
//           1: weights [output channels, height, width, channels / groups]
//           2: bias [output channels], int32, optional
//   output  [batches, height, width, output channels]
#ifndef ASSAY_KERNELS_CONV_2D_H_
#define ASSAY_KERNELS_CONV_2D_H_

#include "kernels/kernel.h"
#include "kernels/quantize.h"
#include "kernels/window.h"

namespace assay::kernels {

struct Conv2DParams {
  Window rows;
  Window columns;
  int32_t batches;
  int32_t input_channels;
  int32_t group_channels;  // input channels that one output channel sees: all of them unless there are groups
  int32_t output_channels;
  const float* weight_scales;  // one, or one for each output channel (per_channel)
  float input_scale;
  float output_scale;
  int16_t input_zero_point;
  int16_t output_zero_point;
  int16_t output_min;
  int16_t output_max;
  bool per_channel;
  bool has_bias;

  Multiplier multiplier(int32_t output_channel) const {
    return ChannelMultiplier(input_scale, weight_scales[per_channel ? output_channel : 0], output_scale);
  }
};

Status PrepareConv2D(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_CONV_2D_H_
