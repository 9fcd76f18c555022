#include "kernels/operators/depth_to_space.h"

#include "kernels/arithmetic/movement.h"
#include "kernels/arithmetic/validate.h"
#include "kernels/operators/options.h"

namespace assay::kernels {
namespace {

// `deep` has block * block times the channels of `wide`.
Status CheckBlocks(const Operation& operation, const Tensor& deep, const Tensor& wide, int32_t block) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 1, 1));
  ASSAY_RETURN_IF_ERROR(CheckMovable(deep, wide));
  if (block <= 0) return Status::kUnsupportedOption;
  if (deep.shape.rank != 4 || wide.shape.rank != 4) return Status::kBadShape;
  // With blocks larger than this, no int32 could hold the dimensions that follow.
  const bool multiplies = block <= wide.shape.dims[1] && block <= wide.shape.dims[2];
  const int64_t area = static_cast<int64_t>(block) * block;
  const bool fits = multiplies && deep.shape.dims[0] == wide.shape.dims[0] &&
                    static_cast<int64_t>(deep.shape.dims[1]) * block == wide.shape.dims[1] &&
                    static_cast<int64_t>(deep.shape.dims[2]) * block == wide.shape.dims[2] &&
                    deep.shape.dims[3] % area == 0 && deep.shape.dims[3] / area == wide.shape.dims[3];
  return fits ? Status::kOk : Status::kBadShape;
}

}  // namespace

Status PrepareDepthToSpace(const Operation& operation, void* params, Needs*) {
  const int32_t block = static_cast<const BlockSizeOptions*>(operation.options)->block_size;
  const Tensor& deep = operation.inputs[0];
  const Tensor& wide = operation.outputs[0];
  ASSAY_RETURN_IF_ERROR(CheckBlocks(operation, deep, wide, block));
  int32_t strides[kMaxRank];
  Strides(deep.shape, strides);
  const int32_t depth = wide.shape.dims[3];
  StridedCopyBuilder copy;  // batch, row, row in the block, column, column in the block, channel
  copy.Append(deep.shape.dims[0], strides[0]);
  copy.Append(deep.shape.dims[1], strides[1]);
  copy.Append(block, block * depth);
  copy.Append(deep.shape.dims[2], strides[2]);
  copy.Append(block, depth);
  copy.Append(depth, 1);
  *static_cast<StridedCopyParams*>(params) = copy.Build(TypeBytes(deep.type));
  return Status::kOk;
}

Status PrepareSpaceToDepth(const Operation& operation, void* params, Needs*) {
  const int32_t block = static_cast<const BlockSizeOptions*>(operation.options)->block_size;
  const Tensor& wide = operation.inputs[0];
  const Tensor& deep = operation.outputs[0];
  ASSAY_RETURN_IF_ERROR(CheckBlocks(operation, deep, wide, block));
  int32_t strides[kMaxRank];
  Strides(wide.shape, strides);
  StridedCopyBuilder copy;  // batch, row, column, row in the block, column in the block, channel
  copy.Append(deep.shape.dims[0], strides[0]);
  copy.Append(deep.shape.dims[1], block * strides[1]);
  copy.Append(deep.shape.dims[2], block * strides[2]);
  copy.Append(block, strides[1]);
  copy.Append(block, strides[2]);
  copy.Append(wide.shape.dims[3], 1);
  *static_cast<StridedCopyParams*>(params) = copy.Build(TypeBytes(deep.type));
  return Status::kOk;
}

}  // namespace assay::kernels
