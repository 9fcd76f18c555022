#include "kernels/operators/select_v2.h"

#include <cstdint>

#include "kernels/operators/binary.h"
#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

template <typename T>
Status SelectV2(const void* params, const Buffers& buffers) {
  auto* output = static_cast<T*>(buffers.outputs[0]);
  BroadcastRows rows(static_cast<const SelectV2Params*>(params)->broadcast);
  do {
    const auto* condition = static_cast<const StoredBool*>(buffers.inputs[0]) + rows.start(0);
    const T* x = static_cast<const T*>(buffers.inputs[1]) + rows.start(1);
    const T* y = static_cast<const T*>(buffers.inputs[2]) + rows.start(2);
    for (int32_t i = 0; i < rows.length(); ++i) {
      *output++ = condition[i * rows.step(0)] ? x[i * rows.step(1)] : y[i * rows.step(2)];
    }
  } while (rows.Next());
  return Status::kOk;
}

constexpr Kernel kSelectV2 = {.opcode = Opcode::kSelectV2,
                              .typed_input = 1,
                              .params_bytes = ParamsBytes<SelectV2Params>(),
                              .prepare = PrepareSelectV2};

}  // namespace

constexpr Kernel rows::kSelectV2Int8 = kSelectV2.For(Type::kInt8, SelectV2<int8_t>);
constexpr Kernel rows::kSelectV2Int16 = kSelectV2.For(Type::kInt16, SelectV2<int16_t>);
constexpr Kernel rows::kSelectV2Float = kSelectV2.For(Type::kFloat32, SelectV2<float>);

}  // namespace assay::kernels::reference
