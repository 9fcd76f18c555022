#include "kernels/operators/add.h"

#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

template <typename T, typename Function>
Status Rescaled(const void* params, const Buffers& buffers, Function function) {
  const auto& p = *static_cast<const AddParams*>(params);
  ForEachPair<T, T, T>(p.broadcast, buffers, [&](T a, T b) {
    return static_cast<T>(p.Output(function(p.Rescale(0, a), p.Rescale(1, b))));
  });
  return Status::kOk;
}

}  // namespace

template <typename T>
Status QuantizedAdd(const void* params, const Buffers& buffers) {
  return Rescaled<T>(params, buffers, [](int32_t a, int32_t b) { return a + b; });
}
template Status QuantizedAdd<int8_t>(const void*, const Buffers&);
template Status QuantizedAdd<int16_t>(const void*, const Buffers&);

template <typename T>
Status QuantizedSub(const void* params, const Buffers& buffers) {
  return Rescaled<T>(params, buffers, [](int32_t a, int32_t b) { return a - b; });
}
template Status QuantizedSub<int8_t>(const void*, const Buffers&);
template Status QuantizedSub<int16_t>(const void*, const Buffers&);

template <typename T>
Status QuantizedSquaredDifference(const void* params, const Buffers& buffers) {
  return Rescaled<T>(params, buffers, [](int32_t a, int32_t b) { return (a - b) * (a - b); });
}
template Status QuantizedSquaredDifference<int8_t>(const void*, const Buffers&);
template Status QuantizedSquaredDifference<int16_t>(const void*, const Buffers&);

}  // namespace assay::kernels::reference
