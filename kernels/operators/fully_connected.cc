#include "kernels/operators/fully_connected.h"

#include "kernels/arithmetic/scale_difference.h"
#include "kernels/arithmetic/validate.h"
#include "kernels/operators/options.h"

namespace assay::kernels {
namespace {

constexpr WeightedForm kForm = {
    .activations = 0, .weights = 1, .bias = 2, .axis = 0, .narrow_bias = Type::kInt32};

// The reference takes it that a bias has the scale of the sums, and refuses one whose steps are off by more
// than 0.02 steps of the output (kernel_util.cc, GetQuantizedConvolutionMultipler).
Status CheckBiasScale(const Tensor& bias, const FullyConnectedParams& params, float weight_scale) {
  const float scale = bias.quantization.scale_count > 0 ? bias.quantization.scales[0] : 0.0f;
  const bool close = BiasScaleFits(params.input_scale, weight_scale, scale, params.output_scale);
  return close ? Status::kOk : Status::kBadQuantization;
}

}  // namespace

Status PrepareFullyConnected(const Operation& operation, void* params, Needs* needs) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 2, 3));
  const auto& options = *static_cast<const FullyConnectedOptions*>(operation.options);
  if (options.weights_format != 0) return Status::kUnsupportedOption;
  const Tensor& input = operation.inputs[0];
  const Tensor& weights = operation.inputs[1];
  const Tensor& output = operation.outputs[0];
  if (weights.shape.rank != 2 || output.shape.rank < 1) return Status::kBadShape;
  const int32_t outputs = weights.shape.dims[0];
  const int32_t depth = weights.shape.dims[1];
  const int32_t batches = output.shape.elements() / outputs;
  if (output.shape.dims[output.shape.rank - 1] != outputs || input.shape.elements() % depth != 0 ||
      input.shape.elements() / depth != batches) {
    return Status::kBadShape;
  }
  FullyConnectedParams prepared = {};
  ASSAY_RETURN_IF_ERROR(PrepareWeighted(operation, kForm, outputs, options.activation, &prepared,
                                        &prepared.weights_zero_point));
  // As the reference has it.
  if (weights.type == Type::kInt4 && prepared.per_channel) return Status::kBadQuantization;
  if (input.type != Type::kFloat32 && !prepared.per_channel && prepared.has_bias) {
    ASSAY_RETURN_IF_ERROR(CheckBiasScale(operation.inputs[2], prepared, weights.quantization.scales[0]));
  }
  prepared.batches = batches;
  prepared.depth = depth;
  prepared.outputs = outputs;
  needs->operations = Product(output.shape.elements(), depth);
  *static_cast<FullyConnectedParams*>(params) = prepared;
  return Status::kOk;
}

}  // namespace assay::kernels
