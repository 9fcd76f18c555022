#include "kernels/operators/abs.h"

#include <limits>

#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

template <typename T>
Status Abs(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const AbsParams*>(params);
  const auto* input = static_cast<const T*>(buffers.inputs[0]);
  auto* output = static_cast<T*>(buffers.outputs[0]);
  for (int32_t i = 0; i < p.elements; ++i) {
    const int32_t x = input[i] - p.input_zero_point;
    int32_t y = x < 0 ? -x : x;
    if (p.quantized) {
      y = Clamp(MultiplyByQuantizedMultiplier(y, p.multiplier) + p.output_zero_point,
                std::numeric_limits<T>::min(), std::numeric_limits<T>::max());
    }
    output[i] = static_cast<T>(y);
  }
  return Status::kOk;
}

constexpr Kernel kAbs = {
    .opcode = Opcode::kAbs, .params_bytes = ParamsBytes<AbsParams>(), .prepare = PrepareAbs};

}  // namespace

constexpr Kernel rows::kAbsInt8 = kAbs.For(Type::kInt8, Abs<int8_t>);
constexpr Kernel rows::kAbsInt16 = kAbs.For(Type::kInt16, Abs<int16_t>);

}  // namespace assay::kernels::reference
