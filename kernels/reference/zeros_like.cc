#include "kernels/operators/zeros_like.h"

#include <cstring>

#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

Status ZerosLike(const void* params, const Buffers& buffers) {
  std::memset(buffers.outputs[0], 0, static_cast<const ZerosLikeParams*>(params)->bytes);
  return Status::kOk;
}

constexpr Kernel kZerosLike = {.opcode = Opcode::kZerosLike,
                               .params_bytes = ParamsBytes<ZerosLikeParams>(),
                               .prepare = PrepareZerosLike};

}  // namespace

constexpr Kernel rows::kZerosLikeFloat = kZerosLike.For(Type::kFloat32, ZerosLike);
constexpr Kernel rows::kZerosLikeInt8 = kZerosLike.For(Type::kInt8, ZerosLike);
constexpr Kernel rows::kZerosLikeInt32 = kZerosLike.For(Type::kInt32, ZerosLike);
constexpr Kernel rows::kZerosLikeInt64 = kZerosLike.For(Type::kInt64, ZerosLike);

}  // namespace assay::kernels::reference
