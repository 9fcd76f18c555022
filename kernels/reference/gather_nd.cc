#include "kernels/operators/gather_nd.h"

#include <cstring>

#include "kernels/arithmetic/validate.h"
#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

Status GatherNd(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const GatherNdParams*>(params);
  const auto* input = static_cast<const uint8_t*>(buffers.inputs[0]);
  const auto* indices = static_cast<const int32_t*>(buffers.inputs[1]);
  auto* output = static_cast<uint8_t*>(buffers.outputs[0]);

  for (int32_t i = 0; i < p.slices; ++i) {
    int32_t slice;
    ASSAY_RETURN_IF_ERROR(ResolveTuple(p, indices + i * p.tuple, &slice));
    std::memcpy(output + i * p.slice_bytes, input + slice * p.slice_bytes,
                static_cast<size_t>(p.slice_bytes));
  }
  return Status::kOk;
}

constexpr Kernel kGatherNd = {
    .opcode = Opcode::kGatherNd, .params_bytes = ParamsBytes<GatherNdParams>(), .prepare = PrepareGatherNd};

}  // namespace

constexpr Kernel rows::kGatherNdFloat = kGatherNd.For(Type::kFloat32, GatherNd);
constexpr Kernel rows::kGatherNdInt8 = kGatherNd.For(Type::kInt8, GatherNd);

}  // namespace assay::kernels::reference
