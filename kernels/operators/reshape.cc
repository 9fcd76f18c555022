#include "kernels/operators/reshape.h"

#include "kernels/arithmetic/movement.h"
#include "kernels/arithmetic/validate.h"
#include "kernels/operators/options.h"

namespace assay::kernels {
namespace {

// The input must be of `output`'s type, one of `types`, and of its size.
Status PrepareView(const Operation& operation, void* params, TypeSet types = kMovableTypes) {
  const Tensor& input = operation.inputs[0];
  const Tensor& output = operation.outputs[0];
  ASSAY_RETURN_IF_ERROR(CheckMovable(input, output, types));
  if (input.bytes != output.bytes) return Status::kBadShape;
  *static_cast<ReshapeParams*>(params) = {.bytes = input.bytes};
  return Status::kOk;
}

// Bit d: dimension d goes.
Status SqueezedDims(const SqueezeOptions& options, const Shape& shape, uint32_t* squeezed) {
  *squeezed = 0;
  for (int32_t d = 0; d < shape.rank; ++d) {
    if (options.dims.size == 0 && shape.dims[d] == 1) *squeezed |= 1U << d;
  }
  for (uint32_t i = 0; i < options.dims.size; ++i) {
    int32_t axis;
    ASSAY_RETURN_IF_ERROR(ResolveAxis(options.dims.data[i], shape.rank, &axis));
    if (shape.dims[axis] != 1) return Status::kBadShape;
    *squeezed |= 1U << axis;
  }
  return Status::kOk;
}

}  // namespace

Status PrepareReshape(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 1, 2));
  return PrepareView(operation, params);
}

Status PrepareSqueeze(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 1, 1));
  const auto& options = *static_cast<const SqueezeOptions*>(operation.options);
  const Shape& input = operation.inputs[0].shape;
  uint32_t squeezed;
  ASSAY_RETURN_IF_ERROR(SqueezedDims(options, input, &squeezed));
  Shape expected;
  for (int32_t d = 0; d < input.rank; ++d) {
    if ((squeezed >> d & 1) == 0) expected.dims[expected.rank++] = input.dims[d];
  }
  if (!SameShape(operation.outputs[0].shape, expected)) return Status::kBadShape;
  return PrepareView(operation, params);
}

Status PrepareExpandDims(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 2, 2));
  const Shape& input = operation.inputs[0].shape;
  const Tensor& axis = operation.inputs[1];
  const Shape& output = operation.outputs[0].shape;
  if (axis.shape.rank > 1 || output.rank != input.rank + 1) return Status::kBadShape;
  int32_t added;
  ASSAY_RETURN_IF_ERROR(ResolveConstantAxis(axis, output.rank, &added));
  Shape expected;
  for (int32_t d = 0; d < output.rank; ++d) {
    expected.dims[expected.rank++] = d < added ? input.dims[d] : (d == added ? 1 : input.dims[d - 1]);
  }
  if (!SameShape(output, expected)) return Status::kBadShape;
  return PrepareView(operation, params, kActivationTypes);
}

}  // namespace assay::kernels
