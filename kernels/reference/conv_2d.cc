#include "kernels/operators/conv_2d.h"

#include "kernels/reference/reference.h"
#include "kernels/reference/weighted.h"

namespace assay::kernels::reference {
namespace {

// Output channels are the outermost loop, so that a channel's multiplier is derived once and stored nowhere.
template <typename T, typename W, typename Sum>
Status Convolve(const Conv2DParams& p, const Buffers& buffers) {
  const auto* input = static_cast<const T*>(buffers.inputs[0]);
  const auto weights = ReadElements<W>(buffers.inputs[1]);
  const auto* bias = p.has_bias ? static_cast<const Sum*>(buffers.inputs[2]) : nullptr;
  auto* output = static_cast<T*>(buffers.outputs[0]);
  const Window& rows = p.rows;
  const Window& columns = p.columns;
  const Product<T> zero_point = p.input_zero_point;
  const int32_t channels_per_group = p.output_channels / (p.input_channels / p.group_channels);

  for (int32_t channel = 0; channel < p.output_channels; ++channel) {
    const ChannelOutput<T> to_output(p, buffers, channel);
    const int32_t filter = channel * rows.size * columns.size * p.group_channels;
    const int32_t group_start = channel / channels_per_group * p.group_channels;
    for (int32_t batch = 0; batch < p.batches; ++batch) {
      for (int32_t y = 0; y < rows.output; ++y) {
        for (int32_t x = 0; x < columns.output; ++x) {
          Sum sum = 0;
          for (int32_t ky = 0; ky < rows.size; ++ky) {
            const int32_t in_y = rows.Start(y) + ky * rows.dilation;
            if (in_y < 0 || in_y >= rows.input) continue;  // padding is the zero point: it adds nothing
            for (int32_t kx = 0; kx < columns.size; ++kx) {
              const int32_t in_x = columns.Start(x) + kx * columns.dilation;
              if (in_x < 0 || in_x >= columns.input) continue;
              const T* in = input + ((batch * rows.input + in_y) * columns.input + in_x) * p.input_channels +
                            group_start;
              const int32_t weight = filter + (ky * columns.size + kx) * p.group_channels;
              for (int32_t c = 0; c < p.group_channels; ++c)
                sum += (in[c] - zero_point) * weights[weight + c];
            }
          }
          if (bias != nullptr) sum += bias[channel];
          output[((batch * rows.output + y) * columns.output + x) * p.output_channels + channel] =
              to_output(sum);
        }
      }
    }
  }
  return Status::kOk;
}

template <typename T, typename W>
Status Conv2D(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const Conv2DParams*>(params);
  if constexpr (std::is_same_v<T, float>) {
    return Convolve<T, W, float>(p, buffers);
  } else if constexpr (std::is_same_v<T, int16_t>) {
    return p.bias != Type::kInt32 ? Convolve<T, W, int64_t>(p, buffers) : Convolve<T, W, int32_t>(p, buffers);
  } else {
    return Convolve<T, W, int32_t>(p, buffers);
  }
}

constexpr Kernel kConv2D = {
    .opcode = Opcode::kConv2D, .params_bytes = ParamsBytes<Conv2DParams>(), .prepare = PrepareConv2D};

}  // namespace

constexpr Kernel rows::kConv2DInt8 = kConv2D.For(Type::kInt8, Type::kInt8, Conv2D<int8_t, int8_t>);
constexpr Kernel rows::kConv2DInt8Int4 = kConv2D.For(Type::kInt8, Type::kInt4, Conv2D<int8_t, Int4>);
constexpr Kernel rows::kConv2DInt16 = kConv2D.For(Type::kInt16, Type::kInt8, Conv2D<int16_t, int8_t>);
constexpr Kernel rows::kConv2DFloat = kConv2D.For(Type::kFloat32, Type::kFloat32, Conv2D<float, float>);

}  // namespace assay::kernels::reference
