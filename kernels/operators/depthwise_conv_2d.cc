#include "kernels/operators/depthwise_conv_2d.h"

#include "kernels/arithmetic/validate.h"
#include "kernels/operators/options.h"

namespace assay::kernels {
namespace {

constexpr WeightedForm kForm = {
    .activations = 0, .weights = 1, .bias = 2, .axis = 3, .narrow_bias = Type::kNone};

}  // namespace

Status PrepareDepthwiseConv2D(const Operation& operation, void* params, Needs* needs) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 2, 3));
  const auto& options = *static_cast<const DepthwiseConv2DOptions*>(operation.options);
  const Tensor& input = operation.inputs[0];
  const Tensor& weights = operation.inputs[1];
  const Tensor& output = operation.outputs[0];
  if (input.shape.rank != 4 || weights.shape.rank != 4 || output.shape.rank != 4) return Status::kBadShape;
  const int32_t* in = input.shape.dims;
  const int32_t* filter = weights.shape.dims;
  const int32_t* out = output.shape.dims;
  if (out[0] != in[0] || filter[0] != 1 || out[3] != filter[3] || out[3] % in[3] != 0)
    return Status::kBadShape;
  // The shapes decide; some converters leave the option at 0.
  const int32_t depth_multiplier = out[3] / in[3];
  if (options.depth_multiplier != 0 && options.depth_multiplier != depth_multiplier) return Status::kBadShape;

  DepthwiseConv2DParams prepared = {};
  ASSAY_RETURN_IF_ERROR(PrepareWeighted(operation, kForm, out[3], options.activation, &prepared));
  ASSAY_RETURN_IF_ERROR(MakeWindow(options.padding, in[1], out[1], filter[1], options.stride_height,
                                   options.dilation_height, &prepared.rows));
  ASSAY_RETURN_IF_ERROR(MakeWindow(options.padding, in[2], out[2], filter[2], options.stride_width,
                                   options.dilation_width, &prepared.columns));
  prepared.batches = in[0];
  prepared.input_channels = in[3];
  prepared.depth_multiplier = depth_multiplier;
  needs->operations = Product(output.shape.elements(), weights.shape.elements() / filter[3]);
  *static_cast<DepthwiseConv2DParams*>(params) = prepared;
  return Status::kOk;
}

}  // namespace assay::kernels
