#include "kernels/add.h"

#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

int32_t Rescale(int8_t value, int8_t zero_point, Multiplier multiplier) {
  return MultiplyByQuantizedMultiplier((value - zero_point) * (1 << kAddLeftShift), multiplier);
}

}  // namespace

Status Add(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const AddParams*>(params);
  auto* output = static_cast<int8_t*>(buffers.outputs[0]);
  const int8_t* in[2];
  int32_t steps[2][kMaxRank];  // how far the next element along a dimension lies: nowhere if the input
                               // repeats there
  for (int32_t i = 0; i < 2; ++i) {
    in[i] = static_cast<const int8_t*>(buffers.inputs[i]);
    int32_t elements = 1;
    for (int32_t d = p.rank - 1; d >= 0; --d) {
      const bool repeats = (p.repeated[i] >> d & 1) != 0;
      steps[i][d] = repeats ? 0 : elements;
      elements *= repeats ? 1 : p.dims[d];
    }
  }

  int32_t index[kMaxRank] = {};
  while (true) {
    const int32_t a = Rescale(*in[0], p.zero_points[0], p.multipliers[0]);
    const int32_t b = Rescale(*in[1], p.zero_points[1], p.multipliers[1]);
    const int32_t sum = MultiplyByQuantizedMultiplier(a + b, p.output_multiplier) + p.output_zero_point;
    *output++ = static_cast<int8_t>(Clamp(sum, p.output_min, p.output_max));
    // On to the next element, the last dimension running fastest; dimensions that are through start again.
    int32_t d = p.rank - 1;
    while (d >= 0 && ++index[d] == p.dims[d]) {
      index[d] = 0;
      for (int32_t i = 0; i < 2; ++i) in[i] -= steps[i][d] * (p.dims[d] - 1);
      --d;
    }
    if (d < 0) return Status::kOk;
    for (int32_t i = 0; i < 2; ++i) in[i] += steps[i][d];
  }
}

}  // namespace assay::kernels::reference
