#include "kernels/operators/dynamic_update_slice.h"

#include <cstring>

#include "kernels/reference/reference.h"
#include "kernels/reference/strided_copy.h"

namespace assay::kernels::reference {
namespace {

Status DynamicUpdateSlice(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const DynamicUpdateSliceParams*>(params);
  std::memcpy(buffers.outputs[0], buffers.inputs[0], static_cast<size_t>(p.bytes()));
  ScatterStrided(ResolveUpdate(p, buffers.inputs[2]), buffers.inputs[1], buffers.outputs[0]);
  return Status::kOk;
}

}  // namespace

constexpr Kernel rows::kDynamicUpdateSlice = {.opcode = Opcode::kDynamicUpdateSlice,
                                              .params_bytes = ParamsBytes<DynamicUpdateSliceParams>(),
                                              .prepare = PrepareDynamicUpdateSlice,
                                              .eval = DynamicUpdateSlice};

}  // namespace assay::kernels::reference
