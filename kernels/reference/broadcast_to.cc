#include "kernels/operators/broadcast_to.h"

#include <cstring>

#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

Status BroadcastTo(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const BroadcastToParams*>(params);
  const auto bytes = static_cast<size_t>(p.element_bytes);
  auto* output = static_cast<uint8_t*>(buffers.outputs[0]);
  BroadcastRows rows(p.broadcast);
  do {
    const auto* row = static_cast<const uint8_t*>(buffers.inputs[0]) + rows.start(0) * bytes;
    for (int32_t i = 0; i < rows.length(); ++i, output += bytes) {
      std::memcpy(output, row + i * rows.step(0) * bytes, bytes);
    }
  } while (rows.Next());
  return Status::kOk;
}

}  // namespace

constexpr Kernel rows::kBroadcastTo = {.opcode = Opcode::kBroadcastTo,
                                       .params_bytes = ParamsBytes<BroadcastToParams>(),
                                       .prepare = PrepareBroadcastToOperator,
                                       .eval = BroadcastTo};

}  // namespace assay::kernels::reference
