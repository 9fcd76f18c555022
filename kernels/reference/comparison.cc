#include "kernels/operators/comparison.h"

#include <functional>

#include "kernels/operators/binary.h"
#include "kernels/reference/reference.h"

namespace assay::kernels::reference {

template <typename T, typename Comparison>
Status QuantizedCompare(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const ComparisonParams*>(params);
  ForEachPair<T, T, StoredBool>(p.broadcast, buffers, [&](T a, T b) -> StoredBool {
    return Comparison()(p.Rescale(0, a), p.Rescale(1, b));
  });
  return Status::kOk;
}
template Status QuantizedCompare<int8_t, std::equal_to<>>(const void*, const Buffers&);
template Status QuantizedCompare<int8_t, std::not_equal_to<>>(const void*, const Buffers&);
template Status QuantizedCompare<int8_t, std::greater<>>(const void*, const Buffers&);
template Status QuantizedCompare<int8_t, std::greater_equal<>>(const void*, const Buffers&);
template Status QuantizedCompare<int8_t, std::less<>>(const void*, const Buffers&);
template Status QuantizedCompare<int8_t, std::less_equal<>>(const void*, const Buffers&);
template Status QuantizedCompare<int16_t, std::greater<>>(const void*, const Buffers&);

}  // namespace assay::kernels::reference
