#include "kernels/operators/split.h"

#include <cstring>

#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

template <typename Params>
Status Divide(const Params& p, const void* whole, void* const* parts) {
  const auto* input = static_cast<const uint8_t*>(whole);
  for (int32_t row = 0; row < p.rows; ++row) {
    for (int32_t i = 0; i < p.count; ++i) {
      const uint32_t bytes = p.row_bytes(i);
      std::memcpy(static_cast<uint8_t*>(parts[i]) + static_cast<uint32_t>(row) * bytes, input, bytes);
      input += bytes;
    }
  }
  return Status::kOk;
}

Status Split(const void* params, const Buffers& buffers) {
  return Divide(*static_cast<const SplitParams*>(params), buffers.inputs[1], buffers.outputs);
}

Status SplitV(const void* params, const Buffers& buffers) {
  return Divide(*static_cast<const SplitVParams*>(params), buffers.inputs[0], buffers.outputs);
}

Status Unpack(const void* params, const Buffers& buffers) {
  return Divide(*static_cast<const UnpackParams*>(params), buffers.inputs[0], buffers.outputs);
}

}  // namespace

constexpr Kernel rows::kSplit = {.opcode = Opcode::kSplit,
                                 .typed_input = 1,
                                 .params_bytes = ParamsBytes<SplitParams>(),
                                 .prepare = PrepareSplit,
                                 .eval = Split};
constexpr Kernel rows::kSplitV = {.opcode = Opcode::kSplitV,
                                  .params_bytes = ParamsBytes<SplitVParams>(),
                                  .prepare = PrepareSplitV,
                                  .eval = SplitV};
constexpr Kernel rows::kUnpack = {.opcode = Opcode::kUnpack,
                                  .params_bytes = ParamsBytes<UnpackParams>(),
                                  .prepare = PrepareUnpack,
                                  .eval = Unpack};

}  // namespace assay::kernels::reference
