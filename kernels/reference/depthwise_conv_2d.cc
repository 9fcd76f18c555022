#include "kernels/depthwise_conv_2d.h"

#include "kernels/reference/reference.h"

namespace assay::kernels::reference {

// Output channels are the outermost loop, so that a channel's multiplier is derived once and stored nowhere.
Status DepthwiseConv2D(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const DepthwiseConv2DParams*>(params);
  const auto* input = static_cast<const int8_t*>(buffers.inputs[0]);
  const auto* weights = static_cast<const int8_t*>(buffers.inputs[1]);
  const auto* bias = p.has_bias ? static_cast<const int32_t*>(buffers.inputs[2]) : nullptr;
  auto* output = static_cast<int8_t*>(buffers.outputs[0]);
  const Window& rows = p.rows;
  const Window& columns = p.columns;
  const int32_t zero_point = p.input_zero_point;
  const int32_t output_channels = p.output_channels();

  for (int32_t channel = 0; channel < output_channels; ++channel) {
    const Multiplier multiplier = p.multiplier(buffers.model, channel);
    const int32_t in_channel = channel / p.depth_multiplier;
    for (int32_t batch = 0; batch < p.batches; ++batch) {
      for (int32_t y = 0; y < rows.output; ++y) {
        for (int32_t x = 0; x < columns.output; ++x) {
          int32_t sum = bias != nullptr ? bias[channel] : 0;
          for (int32_t ky = 0; ky < rows.size; ++ky) {
            const int32_t in_y = rows.Start(y) + ky * rows.dilation;
            if (in_y < 0 || in_y >= rows.input) continue;  // padding is the zero point: it adds nothing
            const int8_t* in =
                input + (batch * rows.input + in_y) * columns.input * p.input_channels + in_channel;
            const int8_t* weight = weights + ky * columns.size * output_channels + channel;
            for (int32_t kx = 0; kx < columns.size; ++kx) {
              const int32_t in_x = columns.Start(x) + kx * columns.dilation;
              if (in_x < 0 || in_x >= columns.input) continue;
              sum += (in[in_x * p.input_channels] - zero_point) * weight[kx * output_channels];
            }
          }
          const int32_t scaled = MultiplyByQuantizedMultiplier(sum, multiplier) + p.output_zero_point;
          output[((batch * rows.output + y) * columns.output + x) * output_channels + channel] =
              static_cast<int8_t>(Clamp(scaled, p.output_min, p.output_max));
        }
      }
    }
  }
  return Status::kOk;
}

}  // namespace assay::kernels::reference
