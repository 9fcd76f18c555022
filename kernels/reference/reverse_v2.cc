#include "kernels/operators/reverse_v2.h"

#include "kernels/arithmetic/validate.h"
#include "kernels/reference/reference.h"
#include "kernels/reference/strided_copy.h"

namespace assay::kernels::reference {
namespace {

Status ReverseV2(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const ReverseV2Params*>(params);
  StridedCopyParams copy;
  ASSAY_RETURN_IF_ERROR(ResolveReverse(p, static_cast<const int32_t*>(buffers.inputs[1]), &copy));
  GatherStrided(copy, buffers.inputs[0], buffers.outputs[0]);
  return Status::kOk;
}

}  // namespace

constexpr Kernel rows::kReverseV2 = {.opcode = Opcode::kReverseV2,
                                     .params_bytes = ParamsBytes<ReverseV2Params>(),
                                     .prepare = PrepareReverseV2,
                                     .eval = ReverseV2};

}  // namespace assay::kernels::reference
