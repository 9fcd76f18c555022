#include "kernels/operators/space_to_batch_nd.h"

#include <cstring>

#include "kernels/arithmetic/validate.h"
#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

// Calls visit(offset of a pixel in the batches, offset in the space or -1 if it lies in the frame) for every
// pixel of the batches.
template <typename Visit>
void ForEachPixel(const SpaceToBatchNdParams& p, const Blocks& blocks, Visit visit) {
  int32_t to = 0;
  for (int32_t batch = 0; batch < p.batch[0]; ++batch) {
    const int32_t in_block = batch / p.space[0];
    const int32_t space_batch = batch % p.space[0];
    for (int32_t y = 0; y < p.batch[1]; ++y) {
      const int32_t space_y = y * blocks.height + in_block / blocks.width - blocks.top;
      for (int32_t x = 0; x < p.batch[2]; ++x, to += p.pixel_bytes) {
        const int32_t space_x = x * blocks.width + in_block % blocks.width - blocks.left;
        const bool inside = space_y >= 0 && space_y < p.space[1] && space_x >= 0 && space_x < p.space[2];
        const int32_t pixel = (space_batch * p.space[1] + space_y) * p.space[2] + space_x;
        visit(to, inside ? pixel * p.pixel_bytes : -1);
      }
    }
  }
}

Status SpaceToBatchNd(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const SpaceToBatchNdParams*>(params);
  const auto* input = static_cast<const uint8_t*>(buffers.inputs[0]);
  auto* output = static_cast<uint8_t*>(buffers.outputs[0]);
  const auto bytes = static_cast<size_t>(p.pixel_bytes);
  Blocks blocks;
  ASSAY_RETURN_IF_ERROR(ResolveBlocks(p, buffers.inputs[1], buffers.inputs[2], &blocks));
  ForEachPixel(p, blocks, [&](int32_t batch, int32_t space) {
    if (space < 0) {
      std::memset(output + batch, p.zero_byte, bytes);
    } else {
      std::memcpy(output + batch, input + space, bytes);
    }
  });
  return Status::kOk;
}

Status BatchToSpaceNd(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const SpaceToBatchNdParams*>(params);
  const auto* input = static_cast<const uint8_t*>(buffers.inputs[0]);
  auto* output = static_cast<uint8_t*>(buffers.outputs[0]);
  Blocks blocks;
  ASSAY_RETURN_IF_ERROR(ResolveBlocks(p, buffers.inputs[1], buffers.inputs[2], &blocks));
  ForEachPixel(p, blocks, [&](int32_t batch, int32_t space) {
    if (space >= 0) std::memcpy(output + space, input + batch, static_cast<size_t>(p.pixel_bytes));
  });
  return Status::kOk;
}

constexpr Kernel kBatchToSpaceNd = {.opcode = Opcode::kBatchToSpaceNd,
                                    .params_bytes = ParamsBytes<SpaceToBatchNdParams>(),
                                    .prepare = PrepareBatchToSpaceNd};
constexpr Kernel kSpaceToBatchNd = {.opcode = Opcode::kSpaceToBatchNd,
                                    .params_bytes = ParamsBytes<SpaceToBatchNdParams>(),
                                    .prepare = PrepareSpaceToBatchNd};

}  // namespace

constexpr Kernel rows::kBatchToSpaceNdFloat = kBatchToSpaceNd.For(Type::kFloat32, BatchToSpaceNd);
constexpr Kernel rows::kBatchToSpaceNdInt8 = kBatchToSpaceNd.For(Type::kInt8, BatchToSpaceNd);
constexpr Kernel rows::kSpaceToBatchNdFloat = kSpaceToBatchNd.For(Type::kFloat32, SpaceToBatchNd);
constexpr Kernel rows::kSpaceToBatchNdInt8 = kSpaceToBatchNd.For(Type::kInt8, SpaceToBatchNd);

}  // namespace assay::kernels::reference
