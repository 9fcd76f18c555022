#include "kernels/operators/arg_min_max.h"

#include "kernels/arithmetic/axis.h"
#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

template <typename T, typename Better>
Status FindBest(const void* params, const Buffers& buffers, Better better) {
  const auto& p = *static_cast<const ArgMinMaxParams*>(params);
  AxisView view;
  const Status status = ViewAlongAxis(p.shape, *static_cast<const int32_t*>(buffers.inputs[1]), &view);
  if (status != Status::kOk) return status;
  // An axis that only now is known may not be the one that the output lacks.
  if (view.outer * view.inner != p.output_elements) return Status::kBadShape;
  const auto* input = static_cast<const T*>(buffers.inputs[0]);
  auto* output = static_cast<int32_t*>(buffers.outputs[0]);
  for (int32_t outer = 0; outer < view.outer; ++outer) {
    for (int32_t inner = 0; inner < view.inner; ++inner) {
      const T* values = input + outer * view.length * view.inner + inner;
      int32_t best = 0;
      for (int32_t i = 1; i < view.length; ++i) {
        if (better(values[i * view.inner], values[best * view.inner])) best = i;
      }
      *output++ = best;
    }
  }
  return Status::kOk;
}

template <typename T>
Status ArgMax(const void* params, const Buffers& buffers) {
  return FindBest<T>(params, buffers, [](T a, T b) { return a > b; });
}

template <typename T>
Status ArgMin(const void* params, const Buffers& buffers) {
  return FindBest<T>(params, buffers, [](T a, T b) { return a < b; });
}

constexpr Kernel kArgMax = {
    .opcode = Opcode::kArgMax, .params_bytes = ParamsBytes<ArgMinMaxParams>(), .prepare = PrepareArgMinMax};
constexpr Kernel kArgMin = {
    .opcode = Opcode::kArgMin, .params_bytes = ParamsBytes<ArgMinMaxParams>(), .prepare = PrepareArgMinMax};

}  // namespace

constexpr Kernel rows::kArgMaxInt8 = kArgMax.For(Type::kInt8, ArgMax<int8_t>);
constexpr Kernel rows::kArgMaxFloat = kArgMax.For(Type::kFloat32, ArgMax<float>);
constexpr Kernel rows::kArgMinInt8 = kArgMin.For(Type::kInt8, ArgMin<int8_t>);
constexpr Kernel rows::kArgMinFloat = kArgMin.For(Type::kFloat32, ArgMin<float>);

}  // namespace assay::kernels::reference
