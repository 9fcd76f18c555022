#include "kernels/operators/space_to_batch_nd.h"

#include "kernels/arithmetic/movement.h"
#include "kernels/arithmetic/validate.h"

namespace assay::kernels {
namespace {

Status PrepareBlocks(const Operation& operation, const Tensor& space, const Tensor& batch,
                     SpaceToBatchNdParams* params) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 3, 3));
  ASSAY_RETURN_IF_ERROR(CheckMovable(space, batch));
  const Tensor& block = operation.inputs[1];
  const Tensor& frame = operation.inputs[2];
  if (block.type != Type::kInt32 || frame.type != Type::kInt32) return Status::kUnsupportedType;
  const int32_t rank = space.shape.rank;
  if (rank != 3 && rank != 4) return Status::kUnsupportedShape;
  const int32_t dims = rank - 2;  // that are cut
  const int32_t depth = space.shape.dims[rank - 1];
  if (batch.shape.rank != rank || batch.shape.dims[rank - 1] != depth || block.shape.elements() != dims ||
      frame.shape.elements() != 2 * dims) {
    return Status::kBadShape;
  }
  *params = {.space = {space.shape.dims[0], space.shape.dims[1], rank == 4 ? space.shape.dims[2] : 1},
             .batch = {batch.shape.dims[0], batch.shape.dims[1], rank == 4 ? batch.shape.dims[2] : 1},
             .pixel_bytes = depth * static_cast<int32_t>(TypeBytes(space.type)),
             .has_width = rank == 4,
             .zero_byte = ZeroByte(operation.outputs[0])};
  if (block.data == nullptr || frame.data == nullptr) return Status::kOk;
  Blocks blocks;
  return ResolveBlocks(*params, block.data, frame.data, &blocks);
}

}  // namespace

Status PrepareSpaceToBatchNd(const Operation& operation, void* params, Needs*) {
  return PrepareBlocks(operation, operation.inputs[0], operation.outputs[0],
                       static_cast<SpaceToBatchNdParams*>(params));
}

Status PrepareBatchToSpaceNd(const Operation& operation, void* params, Needs*) {
  return PrepareBlocks(operation, operation.outputs[0], operation.inputs[0],
                       static_cast<SpaceToBatchNdParams*>(params));
}

Status ResolveBlocks(const SpaceToBatchNdParams& params, const void* block, const void* frame,
                     Blocks* blocks) {
  const auto* size = static_cast<const int32_t*>(block);
  const auto* around = static_cast<const int32_t*>(frame);
  int64_t area = 1;
  for (int32_t d = 0; d < (params.has_width ? 2 : 1); ++d) {
    const int64_t before = around[2 * d];
    const int64_t after = around[2 * d + 1];
    if (size[d] < 1 || before < 0 || after < 0) return Status::kIndexOutOfRange;
    if (params.space[d + 1] + before + after != static_cast<int64_t>(size[d]) * params.batch[d + 1]) {
      return Status::kIndexOutOfRange;
    }
    area *= size[d];
  }
  if (params.batch[0] % area != 0 || params.batch[0] / area != params.space[0]) {
    return Status::kIndexOutOfRange;
  }
  *blocks = {.height = size[0],
             .width = params.has_width ? size[1] : 1,
             .top = around[0],
             .left = params.has_width ? around[2] : 0};
  return Status::kOk;
}

}  // namespace assay::kernels
