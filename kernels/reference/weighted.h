// What the reference's operators with weights share: one template evaluates all types.
#ifndef ASSAY_KERNELS_REFERENCE_WEIGHTED_H_
#define ASSAY_KERNELS_REFERENCE_WEIGHTED_H_

#include <type_traits>

#include "kernels/arithmetic/int4.h"
#include "kernels/arithmetic/quantize.h"
#include "kernels/arithmetic/weighted.h"

namespace assay::kernels::reference {

// What one activation, less its zero point, times one weight is computed in.
template <typename T>
using Product = std::conditional_t<std::is_same_v<T, float>, float, int32_t>;

// What these products are summed in, and what a bias is.
template <typename T>
using SumOf = std::conditional_t<std::is_same_v<T, float>, float,
                                 std::conditional_t<std::is_same_v<T, int16_t>, int64_t, int32_t>>;

// Elements of type W, to be read by index.
template <typename W>
auto ReadElements(const void* data) {
  if constexpr (std::is_same_v<W, Int4>) {
    return Int4Array(data);
  } else {
    return static_cast<const W*>(data);
  }
}

// Makes one output channel's sums, to which the bias has been added, its outputs.
template <typename T>
class ChannelOutput {
 public:
  // Params is WeightedParams or derives from it.
  template <typename Params>
  ChannelOutput(const Params& params, const Buffers& buffers, int32_t channel)
      : params_(&params), multiplier_(params.multiplier(buffers.model, channel)) {}

  template <typename Sum>
  T operator()(Sum sum) const {
    const int32_t scaled = MultiplyByQuantizedMultiplier(sum, multiplier_) + params_->output_zero_point;
    return static_cast<T>(Clamp(scaled, params_->output_min, params_->output_max));
  }

 private:
  const WeightedParams* params_;
  Multiplier multiplier_;
};

template <>
class ChannelOutput<float> {
 public:
  ChannelOutput(const WeightedParams& params, const Buffers&, int32_t) {
    (void)ActivationRange(params.activation, &range_);  // checked by PrepareWeighted
  }
  float operator()(float sum) const { return Clamp(sum, range_.min, range_.max); }

 private:
  FloatRange range_ = {};
};

}  // namespace assay::kernels::reference

#endif  // ASSAY_KERNELS_REFERENCE_WEIGHTED_H_
