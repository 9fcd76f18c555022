#include "kernels/operators/transpose.h"

#include "kernels/arithmetic/movement.h"
#include "kernels/arithmetic/validate.h"

namespace assay::kernels {

Status PrepareTranspose(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 2, 2));
  const Tensor& input = operation.inputs[0];
  const Tensor& permutation = operation.inputs[1];
  const Tensor& output = operation.outputs[0];
  ASSAY_RETURN_IF_ERROR(CheckMovable(input, output, kActivationTypes));
  const int32_t rank = input.shape.rank;
  if (rank > StridedCopyParams::kMaxDims) return Status::kUnsupportedShape;
  if (permutation.type != Type::kInt32) return Status::kUnsupportedType;
  if (permutation.data == nullptr) return Status::kUnsupportedShape;
  ASSAY_RETURN_IF_ERROR(CheckIntegers(permutation, rank));
  if (output.shape.rank != rank) return Status::kBadShape;

  const auto* dimension = static_cast<const int32_t*>(permutation.data);
  ASSAY_RETURN_IF_ERROR(CheckIndices(dimension, rank, rank));
  int32_t strides[kMaxRank];
  Strides(input.shape, strides);
  uint32_t seen = 0;
  StridedCopyBuilder copy;
  for (int32_t d = 0; d < rank; ++d) {
    seen |= 1U << dimension[d];
    if (output.shape.dims[d] != input.shape.dims[dimension[d]]) return Status::kBadShape;
    copy.Append(output.shape.dims[d], strides[dimension[d]]);
  }
  if (seen != (1U << rank) - 1) return Status::kUnsupportedOption;
  *static_cast<StridedCopyParams*>(params) = copy.Build(TypeBytes(input.type));
  return Status::kOk;
}

}  // namespace assay::kernels
