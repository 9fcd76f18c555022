#include "kernels/operators/pool_2d.h"

#include "kernels/arithmetic/quantize.h"
#include "kernels/arithmetic/scale_difference.h"
#include "kernels/arithmetic/validate.h"

namespace assay::kernels {
namespace {

Status CheckActivation(const Tensor& input, const Tensor& output, Pool2DParams* params) {
  if (input.type == Type::kFloat32) {
    FloatRange range;
    return ActivationRange(params->activation, &range);
  }
  ASSAY_RETURN_IF_ERROR(CheckQuantized(input));
  ASSAY_RETURN_IF_ERROR(CheckQuantized(output));
  // Nothing is rescaled. Converters write the same scale twice, perhaps rounded; 1e-6 is TensorFlow Lite's
  // tolerance.
  if (!ScalesAreClose(input.quantization.scales[0], output.quantization.scales[0]) ||
      input.quantization.zero_point != output.quantization.zero_point) {
    return Status::kBadQuantization;
  }
  Range range;
  ASSAY_RETURN_IF_ERROR(ActivationRange(params->activation, output.type, output.quantization, &range));
  params->output_min = static_cast<int16_t>(range.min);
  params->output_max = static_cast<int16_t>(range.max);
  return Status::kOk;
}

}  // namespace

Status PreparePool2D(const Operation& operation, void* params, Needs* needs) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 1, 1));
  const auto& options = *static_cast<const Pool2DOptions*>(operation.options);
  const Tensor& input = operation.inputs[0];
  const Tensor& output = operation.outputs[0];
  if (output.type != input.type) return Status::kUnsupportedType;
  if (input.shape.rank != 4 || output.shape.rank != 4) return Status::kBadShape;
  const int32_t* in = input.shape.dims;
  const int32_t* out = output.shape.dims;
  if (out[0] != in[0] || out[3] != in[3]) return Status::kBadShape;

  Pool2DParams prepared = {};
  prepared.batches = in[0];
  prepared.channels = in[3];
  prepared.activation = options.activation;
  ASSAY_RETURN_IF_ERROR(CheckActivation(input, output, &prepared));
  ASSAY_RETURN_IF_ERROR(MakeWindow(options.padding, in[1], out[1], options.filter_height,
                                   options.stride_height, 1, &prepared.rows));
  ASSAY_RETURN_IF_ERROR(MakeWindow(options.padding, in[2], out[2], options.filter_width, options.stride_width,
                                   1, &prepared.columns));
  // Of a window only what lies in the input is looked at.
  const int32_t height = options.filter_height < in[1] ? options.filter_height : in[1];
  const int32_t width = options.filter_width < in[2] ? options.filter_width : in[2];
  needs->operations = Product(output.shape.elements(), height * width);
  *static_cast<Pool2DParams*>(params) = prepared;
  return Status::kOk;
}

}  // namespace assay::kernels
