#include "kernels/operators/circular_buffer.h"

#include <cstring>

#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

Status CircularBuffer(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const CircularBufferParams*>(params);
  auto& state = *static_cast<CircularBufferState*>(buffers.persistent);
  auto* output = static_cast<int8_t*>(buffers.outputs[0]);
  int8_t* rows = p.in_output ? output : reinterpret_cast<int8_t*>(&state + 1);
  const auto bytes = static_cast<size_t>(p.bytes);
  const auto row_bytes = static_cast<size_t>(p.row_bytes);

  if (state.started == 0) std::memset(rows, p.zero_point, bytes);
  state.started = 1;
  std::memmove(rows, rows + row_bytes, bytes - row_bytes);
  std::memcpy(rows + bytes - row_bytes, buffers.inputs[0], row_bytes);
  if (!p.in_output) std::memcpy(output, rows, bytes);

  const bool due = ++state.cycles == p.cycles_max;
  if (due) state.cycles = 0;
  if (!p.has_due) return due ? Status::kOk : Status::kEndedEarly;
  *static_cast<uint8_t*>(buffers.outputs[1]) = due ? 1 : 0;
  return Status::kOk;
}

}  // namespace

constexpr Kernel rows::kCircularBufferInt8 = {.opcode = Opcode::kCircularBuffer,
                                              .type = Type::kInt8,
                                              .params_bytes = ParamsBytes<CircularBufferParams>(),
                                              .prepare = PrepareCircularBuffer,
                                              .eval = CircularBuffer};

}  // namespace assay::kernels::reference
