#include "kernels/operators/select_v2.h"

#include <cstdint>

#include "kernels/operators/binary.h"
#include "kernels/reference/reference.h"

namespace assay::kernels::reference {

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
template Status SelectV2<int8_t>(const void*, const Buffers&);
template Status SelectV2<int16_t>(const void*, const Buffers&);
template Status SelectV2<float>(const void*, const Buffers&);

}  // namespace assay::kernels::reference
