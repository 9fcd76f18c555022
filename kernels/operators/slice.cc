#include "kernels/operators/slice.h"

#include "kernels/arithmetic/movement.h"
#include "kernels/arithmetic/validate.h"

namespace assay::kernels {

Status PrepareSlice(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 3, 3));
  const Tensor& input = operation.inputs[0];
  const Tensor& begin = operation.inputs[1];
  const Tensor& size = operation.inputs[2];
  const Tensor& output = operation.outputs[0];
  ASSAY_RETURN_IF_ERROR(CheckMovable(input, output, kSlicedTypes));
  const int32_t rank = input.shape.rank;
  if (rank > StridedCopyParams::kMaxDims) return Status::kUnsupportedShape;
  ASSAY_RETURN_IF_ERROR(CheckIntegers(begin, rank));
  ASSAY_RETURN_IF_ERROR(CheckIntegers(size, rank));
  if (begin.type != size.type) return Status::kUnsupportedType;

  auto& slice = *static_cast<SliceParams*>(params);
  slice = {};
  for (int32_t d = 0; d < rank; ++d) slice.dims[d] = input.shape.dims[d];
  slice.elements = output.shape.elements();
  slice.rank = static_cast<int8_t>(rank);
  slice.element_bytes = static_cast<uint8_t>(TypeBytes(input.type));
  slice.type = begin.type;
  if (begin.data == nullptr || size.data == nullptr) return Status::kOk;
  StridedCopyParams copy;
  return ResolveSlice(slice, begin.data, size.data, &copy);
}

Status ResolveSlice(const SliceParams& params, const void* begin, const void* size, StridedCopyParams* copy) {
  int32_t strides[kMaxRank];
  Shape shape;
  shape.rank = params.rank;
  for (int32_t d = 0; d < params.rank; ++d) shape.dims[d] = params.dims[d];
  Strides(shape, strides);
  StridedCopyBuilder builder;
  int32_t elements = 1;
  for (int32_t d = 0; d < params.rank; ++d) {
    const int64_t first = IntegerAt(begin, params.type, d);
    if (first < 0 || first > params.dims[d]) return Status::kIndexOutOfRange;
    const int64_t rest = params.dims[d] - first;
    int64_t count = IntegerAt(size, params.type, d);
    if (count == -1) count = rest;
    if (count < 0 || count > rest) return Status::kIndexOutOfRange;
    elements *= static_cast<int32_t>(count);
    builder.Skip(static_cast<int32_t>(first) * strides[d]);
    builder.Append(static_cast<int32_t>(count), strides[d]);
  }
  if (elements != params.elements) return Status::kBadShape;
  *copy = builder.Build(params.element_bytes);
  return Status::kOk;
}

}  // namespace assay::kernels
