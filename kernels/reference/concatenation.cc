#include "kernels/operators/concatenation.h"

#include <cstring>

#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

template <typename Params>
Status Join(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const Params*>(params);
  auto* output = static_cast<uint8_t*>(buffers.outputs[0]);
  for (int32_t row = 0; row < p.rows; ++row) {
    for (int32_t i = 0; i < p.count; ++i) {
      const uint32_t bytes = p.row_bytes(i);
      std::memcpy(output, static_cast<const uint8_t*>(buffers.inputs[i]) + static_cast<uint32_t>(row) * bytes,
                  bytes);
      output += bytes;
    }
  }
  return Status::kOk;
}

Status Concatenation(const void* params, const Buffers& buffers) {
  return Join<ConcatenationParams>(params, buffers);
}

Status Pack(const void* params, const Buffers& buffers) { return Join<PackParams>(params, buffers); }

}  // namespace

constexpr Kernel rows::kConcatenation = {.opcode = Opcode::kConcatenation,
                                         .params_bytes = ParamsBytes<ConcatenationParams>(),
                                         .prepare = PrepareConcatenation,
                                         .eval = Concatenation};
constexpr Kernel rows::kPack = {
    .opcode = Opcode::kPack, .params_bytes = ParamsBytes<PackParams>(), .prepare = PreparePack, .eval = Pack};

}  // namespace assay::kernels::reference
