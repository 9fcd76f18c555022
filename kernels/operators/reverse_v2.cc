#include "kernels/operators/reverse_v2.h"

#include "kernels/arithmetic/movement.h"
#include "kernels/arithmetic/validate.h"

namespace assay::kernels {

Status PrepareReverseV2(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 2, 2));
  const Tensor& input = operation.inputs[0];
  const Tensor& axes = operation.inputs[1];
  const Tensor& output = operation.outputs[0];
  ASSAY_RETURN_IF_ERROR(CheckMovable(input, output));
  if (axes.type != Type::kInt32) return Status::kUnsupportedType;
  if (axes.shape.rank != 1 || axes.shape.dims[0] > input.shape.rank ||
      !SameShape(input.shape, output.shape)) {
    return Status::kBadShape;
  }
  auto& reverse = *static_cast<ReverseV2Params*>(params);
  reverse = {};
  for (int32_t d = 0; d < input.shape.rank; ++d) reverse.dims[d] = input.shape.dims[d];
  reverse.rank = static_cast<int8_t>(input.shape.rank);
  reverse.axes = static_cast<int8_t>(axes.shape.dims[0]);
  reverse.element_bytes = static_cast<uint8_t>(TypeBytes(input.type));
  if (axes.data == nullptr) return Status::kOk;
  StridedCopyParams copy;
  return ResolveReverse(reverse, static_cast<const int32_t*>(axes.data), &copy);
}

Status ResolveReverse(const ReverseV2Params& params, const int32_t* axes, StridedCopyParams* copy) {
  uint32_t reversed = 0;
  int32_t lowest = kMaxRank;
  for (int32_t i = 0; i < params.axes; ++i) {
    int32_t axis;
    ASSAY_RETURN_IF_ERROR(ResolveAxis(axes[i], params.rank, &axis));
    reversed |= 1U << axis;
    lowest = axis < lowest ? axis : lowest;
  }
  if (reversed >> lowest != (1U << params.axes) - 1) return Status::kUnsupportedOption;

  Shape shape;
  shape.rank = params.rank;
  for (int32_t d = 0; d < params.rank; ++d) shape.dims[d] = params.dims[d];
  int32_t strides[kMaxRank];
  Strides(shape, strides);
  // Dimensions before, among and after the axes: three in all.
  StridedCopyBuilder builder;
  for (int32_t d = 0; d < params.rank; ++d) {
    const bool backwards = (reversed >> d & 1) != 0;
    if (backwards) builder.Skip((params.dims[d] - 1) * strides[d]);
    builder.Append(params.dims[d], backwards ? -strides[d] : strides[d]);
  }
  *copy = builder.Build(params.element_bytes);
  return Status::kOk;
}

}  // namespace assay::kernels
