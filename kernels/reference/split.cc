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

}  // namespace

Status Split(const void* params, const Buffers& buffers) {
  return Divide(*static_cast<const SplitParams*>(params), buffers.inputs[1], buffers.outputs);
}

Status SplitV(const void* params, const Buffers& buffers) {
  return Divide(*static_cast<const SplitVParams*>(params), buffers.inputs[0], buffers.outputs);
}

Status Unpack(const void* params, const Buffers& buffers) {
  return Divide(*static_cast<const UnpackParams*>(params), buffers.inputs[0], buffers.outputs);
}

}  // namespace assay::kernels::reference
