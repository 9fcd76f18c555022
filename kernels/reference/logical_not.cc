#include "kernels/operators/logical_not.h"

#include "kernels/operators/binary.h"
#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

Status LogicalNot(const void* params, const Buffers& buffers) {
  const auto* input = static_cast<const StoredBool*>(buffers.inputs[0]);
  auto* output = static_cast<StoredBool*>(buffers.outputs[0]);
  const int32_t elements = static_cast<const LogicalNotParams*>(params)->elements;
  for (int32_t i = 0; i < elements; ++i) output[i] = !input[i];
  return Status::kOk;
}

}  // namespace

constexpr Kernel rows::kLogicalNotBool = {.opcode = Opcode::kLogicalNot,
                                          .type = Type::kBool,
                                          .params_bytes = ParamsBytes<LogicalNotParams>(),
                                          .prepare = PrepareLogicalNot,
                                          .eval = LogicalNot};

}  // namespace assay::kernels::reference
