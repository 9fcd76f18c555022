#include "kernels/operators/gather.h"

#include <cstring>

#include "kernels/arithmetic/movement.h"
#include "kernels/arithmetic/validate.h"
#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

Status Gather(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const GatherParams*>(params);
  const auto* input = static_cast<const uint8_t*>(buffers.inputs[0]);
  const auto* indices = static_cast<const int32_t*>(buffers.inputs[1]);
  auto* output = static_cast<uint8_t*>(buffers.outputs[0]);

  ASSAY_RETURN_IF_ERROR(CheckIndices(indices, p.batches * p.indices, p.axis));
  for (int32_t batch = 0; batch < p.batches; ++batch) {
    for (int32_t outer = 0; outer < p.outer; ++outer) {
      for (int32_t i = 0; i < p.indices; ++i) {
        const int32_t index = indices[batch * p.indices + i];
        std::memcpy(output, input + index * p.slice_bytes, static_cast<size_t>(p.slice_bytes));
        output += p.slice_bytes;
      }
      input += p.axis * p.slice_bytes;
    }
  }
  return Status::kOk;
}

constexpr Kernel kGather = {
    .opcode = Opcode::kGather, .params_bytes = ParamsBytes<GatherParams>(), .prepare = PrepareGather};

}  // namespace

constexpr Kernel rows::kGatherFloat = kGather.For(Type::kFloat32, Gather);
constexpr Kernel rows::kGatherInt8 = kGather.For(Type::kInt8, Gather);

}  // namespace assay::kernels::reference
