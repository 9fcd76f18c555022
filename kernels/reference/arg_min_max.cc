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

}  // namespace

template <typename T>
Status ArgMax(const void* params, const Buffers& buffers) {
  return FindBest<T>(params, buffers, [](T a, T b) { return a > b; });
}
template Status ArgMax<int8_t>(const void*, const Buffers&);
template Status ArgMax<float>(const void*, const Buffers&);

template <typename T>
Status ArgMin(const void* params, const Buffers& buffers) {
  return FindBest<T>(params, buffers, [](T a, T b) { return a < b; });
}
template Status ArgMin<int8_t>(const void*, const Buffers&);
template Status ArgMin<float>(const void*, const Buffers&);

}  // namespace assay::kernels::reference
