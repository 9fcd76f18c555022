#include "kernels/operators/pad.h"

#include <cstring>

#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

Status Pad(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const PadParams*>(params);
  const auto* input = static_cast<const uint8_t*>(buffers.inputs[0]);
  auto* output = static_cast<uint8_t*>(buffers.outputs[0]);
  const int32_t* padding = p.paddings.in(buffers.model);
  const uint8_t zero[8] = {p.zero_byte};
  const void* value = p.has_value ? buffers.inputs[2] : zero;

  int32_t index[kMaxPadRank] = {};
  while (true) {
    bool inside = true;
    for (int32_t d = 0; d < p.rank; ++d) {
      // In 64 bits, because a padding may be anything that another one makes up for.
      const int64_t end = static_cast<int64_t>(p.dims[d]) - padding[2 * d + 1];
      inside = inside && index[d] >= padding[2 * d] && index[d] < end;
    }
    std::memcpy(output, inside ? input : value, p.element_bytes);
    output += p.element_bytes;
    if (inside) input += p.element_bytes;
    int32_t d = p.rank - 1;
    while (d >= 0 && ++index[d] == p.dims[d]) index[d--] = 0;
    if (d < 0) return Status::kOk;
  }
}

}  // namespace

constexpr Kernel rows::kPad = {
    .opcode = Opcode::kPad, .params_bytes = ParamsBytes<PadParams>(), .prepare = PreparePad, .eval = Pad};
constexpr Kernel rows::kPadv2 = {
    .opcode = Opcode::kPadv2, .params_bytes = ParamsBytes<PadParams>(), .prepare = PreparePad, .eval = Pad};

}  // namespace assay::kernels::reference
