#include "kernels/operators/gather.h"

#include "kernels/arithmetic/movement.h"
#include "kernels/arithmetic/validate.h"
#include "kernels/operators/options.h"

namespace assay::kernels {

Status PrepareGather(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 2, 2));
  const auto& options = *static_cast<const GatherOptions*>(operation.options);
  const Tensor& input = operation.inputs[0];
  const Tensor& indices = operation.inputs[1];
  const Tensor& output = operation.outputs[0];
  ASSAY_RETURN_IF_ERROR(CheckMovable(input, output));
  if (indices.type != Type::kInt32) return Status::kUnsupportedType;
  const Shape& in = input.shape;
  const Shape& at = indices.shape;
  int32_t axis;
  ASSAY_RETURN_IF_ERROR(ResolveAxis(options.axis, in.rank, &axis));
  const int64_t batch_dims = options.batch_dims + (options.batch_dims < 0 ? INT64_C(1) * at.rank : 0);
  if (batch_dims < 0 || batch_dims > axis || batch_dims > at.rank) return Status::kUnsupportedOption;
  const auto batched = static_cast<int32_t>(batch_dims);
  if (output.shape.rank != in.rank + at.rank - 1 - batched) return Status::kBadShape;

  int32_t out = 0;
  bool fits = true;
  for (int32_t d = 0; d < batched; ++d) fits = fits && in.dims[d] == at.dims[d];
  for (int32_t d = 0; d < axis; ++d) fits = fits && output.shape.dims[out++] == in.dims[d];
  for (int32_t d = batched; d < at.rank; ++d) fits = fits && output.shape.dims[out++] == at.dims[d];
  for (int32_t d = axis + 1; d < in.rank; ++d) fits = fits && output.shape.dims[out++] == in.dims[d];
  if (!fits) return Status::kBadShape;

  *static_cast<GatherParams*>(params) = {
      .batches = Product(in, 0, batched),
      .outer = Product(in, batched, axis),
      .axis = in.dims[axis],
      .indices = Product(at, batched, at.rank),
      .slice_bytes = Product(in, axis + 1, in.rank) * static_cast<int32_t>(TypeBytes(input.type)),
  };
  if (indices.data == nullptr) return Status::kOk;
  return CheckIndices(static_cast<const int32_t*>(indices.data), at.elements(), in.dims[axis]);
}

}  // namespace assay::kernels
