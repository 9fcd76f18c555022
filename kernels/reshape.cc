#include "kernels/reshape.h"

#include "kernels/validate.h"

namespace assay::kernels {

Status PrepareReshape(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 1, 2));
  const Tensor& input = operation.inputs[0];
  const Tensor& output = operation.outputs[0];
  if (input.type != output.type) return Status::kUnsupportedType;
  if (input.bytes != output.bytes) return Status::kBadShape;
  *static_cast<ReshapeParams*>(params) = {.bytes = input.bytes};
  return Status::kOk;
}

}  // namespace assay::kernels
