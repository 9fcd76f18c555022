#include "kernels/operators/fill.h"

#include <cstring>

#include "kernels/reference/reference.h"

namespace assay::kernels::reference {

Status Fill(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const FillParams*>(params);
  auto* output = static_cast<uint8_t*>(buffers.outputs[0]);
  for (int32_t i = 0; i < p.elements; ++i) {
    std::memcpy(output + i * p.element_bytes, buffers.inputs[1], static_cast<size_t>(p.element_bytes));
  }
  return Status::kOk;
}

}  // namespace assay::kernels::reference
