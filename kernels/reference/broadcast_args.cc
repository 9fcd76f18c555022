#include "kernels/operators/broadcast_args.h"

#include <cstdint>

#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

template <typename T>
Status BroadcastArgs(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const BroadcastArgsParams*>(params);
  // Dimension `from_end` of input i, the last being 0. The reference keeps 32 bits of it.
  const auto dim = [&](int32_t i, int32_t from_end) {
    const int32_t d = p.ranks[i] - 1 - from_end;
    return d < 0 ? 1 : static_cast<int32_t>(static_cast<const T*>(buffers.inputs[i])[d]);
  };
  for (int32_t from_end = 0; from_end < p.output_rank; ++from_end) {
    const int32_t a = dim(0, from_end);
    const int32_t b = dim(1, from_end);
    if (a != b && a != 1 && b != 1) return Status::kBadShape;
    static_cast<T*>(buffers.outputs[0])[p.output_rank - 1 - from_end] = a == 1 ? b : a;
  }
  return Status::kOk;
}

constexpr Kernel kBroadcastArgs = {.opcode = Opcode::kBroadcastArgs,
                                   .params_bytes = ParamsBytes<BroadcastArgsParams>(),
                                   .prepare = PrepareBroadcastArgs};

}  // namespace

constexpr Kernel rows::kBroadcastArgsInt32 = kBroadcastArgs.For(Type::kInt32, BroadcastArgs<int32_t>);
constexpr Kernel rows::kBroadcastArgsInt64 = kBroadcastArgs.For(Type::kInt64, BroadcastArgs<int64_t>);

}  // namespace assay::kernels::reference
