#include "kernels/operators/transpose_conv.h"

#include "kernels/arithmetic/validate.h"
#include "kernels/operators/options.h"

namespace assay::kernels {
namespace {

constexpr WeightedForm kForm = {
    .activations = 2, .weights = 1, .bias = 3, .axis = 0, .narrow_bias = Type::kInt16};

}  // namespace

Status PrepareTransposeConv(const Operation& operation, void* params, Needs* needs) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 3, 4));
  const auto& options = *static_cast<const TransposeConvOptions*>(operation.options);
  const Tensor& weights = operation.inputs[1];
  const Tensor& input = operation.inputs[2];
  const Tensor& output = operation.outputs[0];
  if (input.shape.rank != 4 || weights.shape.rank != 4 || output.shape.rank != 4) return Status::kBadShape;
  const int32_t* in = input.shape.dims;
  const int32_t* filter = weights.shape.dims;
  const int32_t* out = output.shape.dims;
  if (out[0] != in[0] || out[3] != filter[0] || in[3] != filter[3]) return Status::kBadShape;

  TransposeConvParams prepared = {};
  ASSAY_RETURN_IF_ERROR(PrepareWeighted(operation, kForm, out[3], options.activation, &prepared));
  ASSAY_RETURN_IF_ERROR(
      MakeWindow(options.padding, out[1], in[1], filter[1], options.stride_height, 1, &prepared.rows));
  ASSAY_RETURN_IF_ERROR(
      MakeWindow(options.padding, out[2], in[2], filter[2], options.stride_width, 1, &prepared.columns));
  prepared.batches = in[0];
  prepared.input_channels = in[3];
  prepared.output_channels = out[3];
  needs->operations = Product(input.shape.elements(), weights.shape.elements() / filter[3]);
  *static_cast<TransposeConvParams*>(params) = prepared;
  return Status::kOk;
}

}  // namespace assay::kernels
