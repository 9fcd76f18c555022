#include "kernels/operators/transpose_conv.h"

#include "kernels/reference/reference.h"
#include "kernels/reference/weighted.h"

namespace assay::kernels::reference {
namespace {

// The input position whose window holds output position `position` as its element `k`; -1 if there is none.
int32_t InputPosition(const Window& window, int32_t position, int32_t k) {
  const int32_t start = position + window.padding - k;
  if (start < 0 || start % window.stride != 0) return -1;
  const int32_t in = start / window.stride;
  return in < window.output ? in : -1;
}

template <typename T>
SumOf<T> ReadBias(const TransposeConvParams& p, const Buffers& buffers, int32_t channel) {
  if (p.bias == Type::kInt16) return static_cast<const int16_t*>(buffers.inputs[3])[channel];
  return p.has_bias ? static_cast<const SumOf<T>*>(buffers.inputs[3])[channel] : SumOf<T>{0};
}

// Gathers what TensorFlow Lite scatters, so that it needs no memory for sums. The windows' elements come last
// first, which is the order in which scattering adds them up: it makes a difference to floats.
template <typename T, typename W>
Status TransposeConv(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const TransposeConvParams*>(params);
  const auto weights = ReadElements<W>(buffers.inputs[1]);
  const auto* input = static_cast<const T*>(buffers.inputs[2]);
  auto* output = static_cast<T*>(buffers.outputs[0]);
  const Window& rows = p.rows;
  const Window& columns = p.columns;
  const Product<T> zero_point = p.input_zero_point;

  for (int32_t channel = 0; channel < p.output_channels; ++channel) {
    const ChannelOutput<T> to_output(p, buffers, channel);
    const SumOf<T> bias = ReadBias<T>(p, buffers, channel);
    for (int32_t batch = 0; batch < p.batches; ++batch) {
      for (int32_t y = 0; y < rows.input; ++y) {
        for (int32_t x = 0; x < columns.input; ++x) {
          SumOf<T> sum = 0;
          for (int32_t ky = rows.size - 1; ky >= 0; --ky) {
            const int32_t in_y = InputPosition(rows, y, ky);
            if (in_y < 0) continue;
            for (int32_t kx = columns.size - 1; kx >= 0; --kx) {
              const int32_t in_x = InputPosition(columns, x, kx);
              if (in_x < 0) continue;
              const T* in = input + ((batch * rows.output + in_y) * columns.output + in_x) * p.input_channels;
              const int32_t weight = ((channel * rows.size + ky) * columns.size + kx) * p.input_channels;
              for (int32_t c = 0; c < p.input_channels; ++c)
                sum += (in[c] - zero_point) * weights[weight + c];
            }
          }
          output[((batch * rows.input + y) * columns.input + x) * p.output_channels + channel] =
              to_output(sum + bias);
        }
      }
    }
  }
  return Status::kOk;
}

constexpr Kernel kTransposeConv = {.opcode = Opcode::kTransposeConv,
                                   .typed_input = 2,
                                   .params_bytes = ParamsBytes<TransposeConvParams>(),
                                   .prepare = PrepareTransposeConv};

}  // namespace

constexpr Kernel rows::kTransposeConvInt8 =
    kTransposeConv.For(Type::kInt8, Type::kInt8, TransposeConv<int8_t, int8_t>);
constexpr Kernel rows::kTransposeConvInt16 =
    kTransposeConv.For(Type::kInt16, Type::kInt8, TransposeConv<int16_t, int8_t>);
constexpr Kernel rows::kTransposeConvFloat =
    kTransposeConv.For(Type::kFloat32, Type::kFloat32, TransposeConv<float, float>);

}  // namespace assay::kernels::reference
