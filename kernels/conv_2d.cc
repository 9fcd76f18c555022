#include "kernels/conv_2d.h"

#include "kernels/validate.h"

namespace assay::kernels {

Status PrepareConv2D(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 2, 3));
  const auto& options = *static_cast<const Conv2DOptions*>(operation.options);
  const Tensor& input = operation.inputs[0];
  const Tensor& weights = operation.inputs[1];
  const Tensor& output = operation.outputs[0];
  if (input.shape.rank != 4 || weights.shape.rank != 4 || output.shape.rank != 4) return Status::kBadShape;
  const int32_t* in = input.shape.dims;
  const int32_t* filter = weights.shape.dims;
  const int32_t* out = output.shape.dims;
  if (out[0] != in[0] || out[3] != filter[0] || in[3] % filter[3] != 0) return Status::kBadShape;
  const int32_t groups = in[3] / filter[3];
  if (out[3] % groups != 0) return Status::kBadShape;

  ASSAY_RETURN_IF_ERROR(CheckInt8(input));
  ASSAY_RETURN_IF_ERROR(CheckInt8(output));
  ASSAY_RETURN_IF_ERROR(CheckInt8Weights(weights, 0, out[3]));
  ASSAY_RETURN_IF_ERROR(CheckInt32Bias(operation, out[3]));
  ASSAY_RETURN_IF_ERROR(CheckChannelMultipliers(input, weights, output));
  Range range;
  ASSAY_RETURN_IF_ERROR(ActivationRange(options.activation, output.type, output.quantization, &range));
  Window rows;
  ASSAY_RETURN_IF_ERROR(MakeWindow(options.padding, in[1], out[1], filter[1], options.stride_height,
                                   options.dilation_height, &rows));
  Window columns;
  ASSAY_RETURN_IF_ERROR(MakeWindow(options.padding, in[2], out[2], filter[2], options.stride_width,
                                   options.dilation_width, &columns));
  *static_cast<Conv2DParams*>(params) = {
      .rows = rows,
      .columns = columns,
      .batches = in[0],
      .input_channels = in[3],
      .group_channels = filter[3],
      .output_channels = out[3],
      .weight_scales = weights.quantization.scales,
      .input_scale = input.quantization.scales[0],
      .output_scale = output.quantization.scales[0],
      .input_zero_point = static_cast<int16_t>(input.quantization.zero_point),
      .output_zero_point = static_cast<int16_t>(output.quantization.zero_point),
      .output_min = static_cast<int16_t>(range.min),
      .output_max = static_cast<int16_t>(range.max),
      .per_channel = weights.quantization.scale_count > 1,
      .has_bias = HasBias(operation),
  };
  return Status::kOk;
}

}  // namespace assay::kernels
