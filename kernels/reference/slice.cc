#include "kernels/operators/slice.h"

#include "kernels/arithmetic/validate.h"
#include "kernels/reference/reference.h"
#include "kernels/reference/strided_copy.h"

namespace assay::kernels::reference {
namespace {

Status Slice(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const SliceParams*>(params);
  StridedCopyParams copy;
  ASSAY_RETURN_IF_ERROR(ResolveSlice(p, buffers.inputs[1], buffers.inputs[2], &copy));
  GatherStrided(copy, buffers.inputs[0], buffers.outputs[0]);
  return Status::kOk;
}

}  // namespace

constexpr Kernel rows::kSlice = {.opcode = Opcode::kSlice,
                                 .params_bytes = ParamsBytes<SliceParams>(),
                                 .prepare = PrepareSlice,
                                 .eval = Slice};

}  // namespace assay::kernels::reference
