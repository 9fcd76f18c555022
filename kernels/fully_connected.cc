#include "kernels/fully_connected.h"

#include <limits>

#include "kernels/validate.h"

namespace assay::kernels {

Status PrepareFullyConnected(const Operation& operation, void* params, Needs*) {
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
  ASSAY_RETURN_IF_ERROR(PrepareWeighted(operation, 0, outputs, options.activation, &prepared));
  // The float product may overflow where the double one did not.
  if (input.quantization.scales[0] > std::numeric_limits<float>::max() / 2 / weights.quantization.scales[0]) {
    return Status::kBadQuantization;
  }
  prepared.batches = batches;
  prepared.depth = depth;
  prepared.outputs = outputs;
  *static_cast<FullyConnectedParams*>(params) = prepared;
  return Status::kOk;
}

}  // namespace assay::kernels
