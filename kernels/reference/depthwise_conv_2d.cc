#include "kernels/operators/depthwise_conv_2d.h"

#include "kernels/reference/reference.h"
#include "kernels/reference/weighted.h"

namespace assay::kernels::reference {
namespace {

// Output channels are the outermost loop, so that a channel's multiplier is derived once and stored nowhere.
template <typename T, typename W>
Status DepthwiseConv2D(const void* params, const Buffers& buffers) {
  using Sum = SumOf<T>;
  const auto& p = *static_cast<const DepthwiseConv2DParams*>(params);
  const auto* input = static_cast<const T*>(buffers.inputs[0]);
  const auto weights = ReadElements<W>(buffers.inputs[1]);
  const auto* bias = p.has_bias ? static_cast<const Sum*>(buffers.inputs[2]) : nullptr;
  auto* output = static_cast<T*>(buffers.outputs[0]);
  const Window& rows = p.rows;
  const Window& columns = p.columns;
  const Product<T> zero_point = p.input_zero_point;
  const int32_t output_channels = p.output_channels();

  for (int32_t channel = 0; channel < output_channels; ++channel) {
    const ChannelOutput<T> to_output(p, buffers, channel);
    const int32_t in_channel = channel / p.depth_multiplier;
    for (int32_t batch = 0; batch < p.batches; ++batch) {
      for (int32_t y = 0; y < rows.output; ++y) {
        for (int32_t x = 0; x < columns.output; ++x) {
          Sum sum = 0;
          for (int32_t ky = 0; ky < rows.size; ++ky) {
            const int32_t in_y = rows.Start(y) + ky * rows.dilation;
            if (in_y < 0 || in_y >= rows.input) continue;  // padding is the zero point: it adds nothing
            const T* in = input + (batch * rows.input + in_y) * columns.input * p.input_channels + in_channel;
            for (int32_t kx = 0; kx < columns.size; ++kx) {
              const int32_t in_x = columns.Start(x) + kx * columns.dilation;
              if (in_x < 0 || in_x >= columns.input) continue;
              const int32_t weight = (ky * columns.size + kx) * output_channels + channel;
              sum += (in[in_x * p.input_channels] - zero_point) * weights[weight];
            }
          }
          if (bias != nullptr) sum += bias[channel];
          output[((batch * rows.output + y) * columns.output + x) * output_channels + channel] =
              to_output(sum);
        }
      }
    }
  }
  return Status::kOk;
}

constexpr Kernel kDepthwiseConv2D = {.opcode = Opcode::kDepthwiseConv2D,
                                     .params_bytes = ParamsBytes<DepthwiseConv2DParams>(),
                                     .prepare = PrepareDepthwiseConv2D};

}  // namespace

constexpr Kernel rows::kDepthwiseConv2DInt8 =
    kDepthwiseConv2D.For(Type::kInt8, Type::kInt8, DepthwiseConv2D<int8_t, int8_t>);
constexpr Kernel rows::kDepthwiseConv2DInt8Int4 =
    kDepthwiseConv2D.For(Type::kInt8, Type::kInt4, DepthwiseConv2D<int8_t, Int4>);
constexpr Kernel rows::kDepthwiseConv2DInt16 =
    kDepthwiseConv2D.For(Type::kInt16, Type::kInt8, DepthwiseConv2D<int16_t, int8_t>);
constexpr Kernel rows::kDepthwiseConv2DFloat =
    kDepthwiseConv2D.For(Type::kFloat32, Type::kFloat32, DepthwiseConv2D<float, float>);

}  // namespace assay::kernels::reference
