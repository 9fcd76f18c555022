// Requantisation of one output channel's sums, with everything that can be derived beforehand derived once.
// Gives the bits of quantize.h.
#ifndef ASSAY_KERNELS_PORTABLE_RESCALE_H_
#define ASSAY_KERNELS_PORTABLE_RESCALE_H_

#include <cstdint>

#include "kernels/arithmetic/quantize.h"
#include "kernels/arithmetic/weighted.h"

namespace assay::kernels::portable {

// How one channel's sums become outputs.
class Rescale {
 public:
  Rescale() = default;
  explicit Rescale(Multiplier multiplier)
      : shift_(multiplier.shift),
        factor_(static_cast<int32_t>(static_cast<uint32_t>(multiplier.value) << (quick() ? 1 : 0))) {}

  // MultiplyByQuantizedMultiplier, plus the zero point, limited to int8. kQuick: as quick() says.
  template <bool kQuick>
  int8_t Apply(int32_t sum, int32_t zero_point) const {
    if constexpr (!kQuick) {
      const int32_t scaled = MultiplyByQuantizedMultiplier(sum, {factor_, shift_}) + zero_point;
      return static_cast<int8_t>(Clamp(scaled, -128, 127));
    }
    // The factor is twice the multiplier, less the 2^32 that do not fit: the sum itself makes up for them.
    // The upper word is then round(sum * multiplier / 2^31).
    const int64_t product = static_cast<int64_t>(sum) * factor_;
    int32_t scaled = sum + static_cast<int32_t>(product >> 32) +
                     static_cast<int32_t>(static_cast<uint32_t>(product) >> 31);
    // Half away from zero: negative numbers are one less before a half is added. All but the last bit are
    // shifted out, then zero point and half are added in halves.
    scaled += scaled >> 31;
    const int32_t halves = (scaled >> (-shift_ - 1)) + (1 + 2 * (zero_point + 128));
    // From 0 to 255 first: that is one instruction where there is one for saturation.
    return static_cast<int8_t>(Clamp(halves >> 1, 0, 255) - 128);
  }

  // Multipliers below 1/4, as nearly all are, leave two bits to spare on the way.
  bool quick() const { return shift_ <= -2; }

 private:
  int32_t shift_;
  int32_t factor_;
};

// That of an output channel of an operation with weights.
inline Rescale ChannelRescale(const WeightedParams& params, const Buffers& buffers, int32_t channel) {
  const float* scales = params.weight_scales.in(buffers.model);
  return Rescale(
      ChannelMultiplier(params.input_scale, scales[params.per_channel ? channel : 0], params.output_scale));
}

// Limits outputs, already within int8, to the range of a fused activation, if that is narrower. The params
// are those of any operator that has one.
template <typename Params>
void Limit(const Params& params, int8_t* output, int32_t count) {
  if (params.output_min == -128 && params.output_max == 127) return;
  const int32_t min = params.output_min;
  const int32_t max = params.output_max;
  for (int32_t i = 0; i < count; ++i) {
    output[i] = static_cast<int8_t>(Clamp(static_cast<int32_t>(output[i]), min, max));
  }
}

}  // namespace assay::kernels::portable

#endif  // ASSAY_KERNELS_PORTABLE_RESCALE_H_
