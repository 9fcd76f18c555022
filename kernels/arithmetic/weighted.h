// What the operators with weights and a bias for every output channel have in common: CONV_2D,
// DEPTHWISE_CONV_2D, FULLY_CONNECTED and TRANSPOSE_CONV. They compute with these types:
//   activations  weights     bias                         sums
//   int8         int8, int4  int32                        32 bits
//   int16        int8        int64                        64 bits
//   float32      float32     float32                      float
// The bias is optional. See WeightedForm::narrow_bias for what else int16 may have.
#ifndef ASSAY_KERNELS_ARITHMETIC_WEIGHTED_H_
#define ASSAY_KERNELS_ARITHMETIC_WEIGHTED_H_

#include "kernels/arithmetic/activation.h"
#include "kernels/arithmetic/quantize.h"
#include "kernels/kernel.h"

namespace assay::kernels {

// In what these operators differ.
struct WeightedForm {
  // Positions of the inputs.
  int32_t activations;
  int32_t weights;
  int32_t bias;
  // The dimension of the weights that output channels run along.
  int32_t axis;
  // What a bias may be beside int64 if activations are int16; kNone: nothing. With a bias of int32, sums are
  // of 32 bits.
  Type narrow_bias;
};

// Of an output channel:
//   sum = bias[channel] + sum over its weights of (input - input_zero_point) * weight
//   output = Clamp(MultiplyByQuantizedMultiplier(sum, multiplier) + output_zero_point, output_min,
//   output_max)
// Zero points are subtracted as they stand in the model: libraries that add an offset want -input_zero_point.
// Padding is the input's zero point, so that it adds nothing. The bias has scale input_scale * weight scale
// and zero point 0. Sums wrap (ASSAY_OVERFLOW_WRAPS).
struct WeightedParams {
  // For quantised activations.
  ModelOffset<float> weight_scales;  // one, or one for each output channel (per_channel)
  float input_scale;
  float output_scale;
  int16_t input_zero_point;  // int8: -128 ... 127; int16: 0
  int16_t output_zero_point;
  int16_t output_min;  // of what the activation leaves of the type's range
  int16_t output_max;
  bool per_channel;
  bool has_bias;
  // For all.
  Type bias;  // kNone: absent
  Activation activation;

  // input_scale * weight scale / output_scale, as value * 2^(shift - 31): value is 0 or in [2^30, 2^31);
  // shift is -31 ... 30 (for sums of 64 bits 14), above 0 to the left, before the multiplication
  // (quantize.h).
  Multiplier multiplier(const void* model, int32_t output_channel) const {
    return ChannelMultiplier(input_scale, weight_scales.in(model)[per_channel ? output_channel : 0],
                             output_scale);
  }
};

// Checks types, scales, zero points, bias and activation of an operation whose weights have `channels` output
// channels, and fills in the params. Weights have zero point 0, unless `weights_zero_point` is given to take
// another.
//   kUnsupportedType    not a combination of types from above
//   kBadShape           a bias of other than `channels` elements
//   kBadQuantization    scales missing, not finite, not positive, or too far apart; a zero point that must be
//                       0 and is not
//   kUnsupportedOption  the activation is none
Status PrepareWeighted(const Operation& operation, const WeightedForm& form, int32_t channels,
                       Activation activation, WeightedParams* params, int32_t* weights_zero_point = nullptr);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_ARITHMETIC_WEIGHTED_H_
