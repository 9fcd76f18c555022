#include "kernels/operators/shape.h"

#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

// Named as it is because `Shape` is a type.
Status ShapeOf(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const ShapeParams*>(params);
  auto* output = static_cast<int32_t*>(buffers.outputs[0]);
  for (int32_t d = 0; d < p.shape.rank; ++d) output[d] = p.shape.dims[d];
  return Status::kOk;
}

}  // namespace

constexpr Kernel rows::kShape = {.opcode = Opcode::kShape,
                                 .params_bytes = ParamsBytes<ShapeParams>(),
                                 .prepare = PrepareShape,
                                 .eval = ShapeOf};

}  // namespace assay::kernels::reference
