#include "kernels/average_pool_2d.h"

#include "kernels/quantize.h"
#include "kernels/validate.h"

namespace assay::kernels {

Status PrepareAveragePool2D(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 1, 1));
  const auto& options = *static_cast<const Pool2DOptions*>(operation.options);
  const Tensor& input = operation.inputs[0];
  const Tensor& output = operation.outputs[0];
  if (input.shape.rank != 4 || output.shape.rank != 4) return Status::kBadShape;
  const int32_t* in = input.shape.dims;
  const int32_t* out = output.shape.dims;
  if (out[0] != in[0] || out[3] != in[3]) return Status::kBadShape;

  ASSAY_RETURN_IF_ERROR(CheckInt8(input));
  ASSAY_RETURN_IF_ERROR(CheckInt8(output));
  // Nothing is rescaled. Converters write the same scale twice, perhaps rounded; 1e-6 is TensorFlow Lite's
  // tolerance.
  const float difference = input.quantization.scales[0] - output.quantization.scales[0];
  if (difference > 1e-6f || difference < -1e-6f ||
      input.quantization.zero_point != output.quantization.zero_point) {
    return Status::kBadQuantization;
  }
  Range range;
  ASSAY_RETURN_IF_ERROR(ActivationRange(options.activation, output.type, output.quantization, &range));
  Window rows;
  ASSAY_RETURN_IF_ERROR(
      MakeWindow(options.padding, in[1], out[1], options.filter_height, options.stride_height, 1, &rows));
  Window columns;
  ASSAY_RETURN_IF_ERROR(
      MakeWindow(options.padding, in[2], out[2], options.filter_width, options.stride_width, 1, &columns));
  *static_cast<AveragePool2DParams*>(params) = {
      .rows = rows,
      .columns = columns,
      .batches = in[0],
      .channels = in[3],
      .output_min = static_cast<int16_t>(range.min),
      .output_max = static_cast<int16_t>(range.max),
  };
  return Status::kOk;
}

}  // namespace assay::kernels
