#include "kernels/reference/strided_copy.h"

#include <cstring>

#include "kernels/operators/depth_to_space.h"
#include "kernels/operators/strided_slice.h"
#include "kernels/operators/transpose.h"
#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

// Calls visit(offset of a unit in the strided tensor, offset in the dense one) for every unit.
template <typename Visit>
void ForEachUnit(const StridedCopyParams& p, Visit visit) {
  int32_t index[StridedCopyParams::kMaxDims] = {};
  int32_t strided = p.first;
  int32_t dense = 0;
  while (true) {
    visit(strided, dense);
    // On to the next unit, the last dimension running fastest; dimensions that are through start again.
    int32_t d = StridedCopyParams::kMaxDims - 1;
    while (d >= 0 && ++index[d] == p.dims[d]) {
      index[d] = 0;
      strided -= p.steps[d] * (p.dims[d] - 1);
      --d;
    }
    if (d < 0) return;
    strided += p.steps[d];
    dense += p.unit;
  }
}

}  // namespace

void GatherStrided(const StridedCopyParams& params, const void* input, void* output) {
  ForEachUnit(params, [&](int32_t strided, int32_t dense) {
    std::memcpy(static_cast<uint8_t*>(output) + dense, static_cast<const uint8_t*>(input) + strided,
                static_cast<size_t>(params.unit));
  });
}

void ScatterStrided(const StridedCopyParams& params, const void* input, void* output) {
  ForEachUnit(params, [&](int32_t strided, int32_t dense) {
    std::memcpy(static_cast<uint8_t*>(output) + strided, static_cast<const uint8_t*>(input) + dense,
                static_cast<size_t>(params.unit));
  });
}

namespace {

Status StridedCopy(const void* params, const Buffers& buffers) {
  GatherStrided(*static_cast<const StridedCopyParams*>(params), buffers.inputs[0], buffers.outputs[0]);
  return Status::kOk;
}

consteval Kernel Row(Opcode opcode, PrepareFunction* prepare) {
  return {.opcode = opcode,
          .params_bytes = ParamsBytes<StridedCopyParams>(),
          .prepare = prepare,
          .eval = StridedCopy};
}

constexpr Kernel kDepthToSpace = Row(Opcode::kDepthToSpace, PrepareDepthToSpace);
constexpr Kernel kSpaceToDepth = Row(Opcode::kSpaceToDepth, PrepareSpaceToDepth);

}  // namespace

constexpr Kernel rows::kDepthToSpaceFloat = kDepthToSpace.For(Type::kFloat32, StridedCopy);
constexpr Kernel rows::kDepthToSpaceInt8 = kDepthToSpace.For(Type::kInt8, StridedCopy);
constexpr Kernel rows::kSpaceToDepthFloat = kSpaceToDepth.For(Type::kFloat32, StridedCopy);
constexpr Kernel rows::kSpaceToDepthInt8 = kSpaceToDepth.For(Type::kInt8, StridedCopy);
constexpr Kernel rows::kStridedSlice = Row(Opcode::kStridedSlice, PrepareStridedSlice);
constexpr Kernel rows::kTranspose = Row(Opcode::kTranspose, PrepareTranspose);

}  // namespace assay::kernels::reference
