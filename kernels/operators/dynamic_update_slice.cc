#include "kernels/operators/dynamic_update_slice.h"

#include "kernels/arithmetic/movement.h"
#include "kernels/arithmetic/validate.h"

namespace assay::kernels {

int32_t DynamicUpdateSliceParams::bytes() const {
  int32_t product = element_bytes;
  for (int32_t d = 0; d < rank; ++d) product *= dims[d];
  return product;
}

Status PrepareDynamicUpdateSlice(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 3, 3));
  const Tensor& input = operation.inputs[0];
  const Tensor& update = operation.inputs[1];
  const Tensor& output = operation.outputs[0];
  ASSAY_RETURN_IF_ERROR(CheckMovable(input, output, kActivationOrIndexTypes));
  ASSAY_RETURN_IF_ERROR(CheckMovable(input, update));
  const int32_t rank = input.shape.rank;
  ASSAY_RETURN_IF_ERROR(CheckIntegers(operation.inputs[2], rank));
  if (!SameShape(input.shape, output.shape) || update.shape.rank != rank) return Status::kBadShape;
  auto& slice = *static_cast<DynamicUpdateSliceParams*>(params);
  slice = {};
  for (int32_t d = 0; d < rank; ++d) {
    slice.dims[d] = input.shape.dims[d];
    slice.update[d] = update.shape.dims[d];
    if (slice.update[d] > slice.dims[d]) return Status::kBadShape;
  }
  slice.rank = static_cast<int8_t>(rank);
  slice.element_bytes = static_cast<uint8_t>(TypeBytes(input.type));
  slice.type = operation.inputs[2].type;
  return Status::kOk;
}

StridedCopyParams ResolveUpdate(const DynamicUpdateSliceParams& params, const void* begin) {
  Shape shape;
  shape.rank = params.rank;
  for (int32_t d = 0; d < params.rank; ++d) shape.dims[d] = params.dims[d];
  int32_t strides[kMaxRank];
  Strides(shape, strides);
  StridedCopyBuilder builder;
  for (int32_t d = 0; d < params.rank; ++d) {
    const int32_t last = params.dims[d] - params.update[d];
    const int64_t wanted = IntegerAt(begin, params.type, d);
    const int32_t first = wanted < 0 ? 0 : (wanted > last ? last : static_cast<int32_t>(wanted));
    builder.Skip(first * strides[d]);
    builder.Append(params.update[d], strides[d]);
  }
  return builder.Build(params.element_bytes);
}

}  // namespace assay::kernels
