#include "kernels/operators/conv_2d.h"

#include "kernels/arithmetic/validate.h"
#include "kernels/operators/options.h"

namespace assay::kernels {
namespace {

constexpr WeightedForm kForm = {
    .activations = 0, .weights = 1, .bias = 2, .axis = 0, .narrow_bias = Type::kInt32};

}  // namespace

Status PrepareConv2D(const Operation& operation, void* params, Needs* needs) {
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

  Conv2DParams prepared = {};
  ASSAY_RETURN_IF_ERROR(PrepareWeighted(operation, kForm, out[3], options.activation, &prepared));
  ASSAY_RETURN_IF_ERROR(MakeWindow(options.padding, in[1], out[1], filter[1], options.stride_height,
                                   options.dilation_height, &prepared.rows));
  ASSAY_RETURN_IF_ERROR(MakeWindow(options.padding, in[2], out[2], filter[2], options.stride_width,
                                   options.dilation_width, &prepared.columns));
  prepared.batches = in[0];
  prepared.input_channels = in[3];
  prepared.group_channels = filter[3];
  prepared.output_channels = out[3];
  needs->operations = Product(output.shape.elements(), weights.shape.elements() / filter[0]);
  *static_cast<Conv2DParams*>(params) = prepared;
  return Status::kOk;
}

}  // namespace assay::kernels
