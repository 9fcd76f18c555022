#include "kernels/operators/fill.h"

#include <cstring>

#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

Status Fill(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const FillParams*>(params);
  auto* output = static_cast<uint8_t*>(buffers.outputs[0]);
  for (int32_t i = 0; i < p.elements; ++i) {
    std::memcpy(output + i * p.element_bytes, buffers.inputs[1], static_cast<size_t>(p.element_bytes));
  }
  return Status::kOk;
}

constexpr Kernel kFill = {.opcode = Opcode::kFill,
                          .typed_input = 1,
                          .params_bytes = ParamsBytes<FillParams>(),
                          .prepare = PrepareFill};

}  // namespace

constexpr Kernel rows::kFillFloat = kFill.For(Type::kFloat32, Fill);
constexpr Kernel rows::kFillInt32 = kFill.For(Type::kInt32, Fill);
constexpr Kernel rows::kFillInt8 = kFill.For(Type::kInt8, Fill);

}  // namespace assay::kernels::reference
