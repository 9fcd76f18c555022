#include "kernels/operators/conv_2d.h"

#include <cstring>

#include "kernels/arithmetic/validate.h"
#include "kernels/portable/bytes.h"
#include "kernels/portable/pair.h"
#include "kernels/portable/portable.h"
#include "kernels/portable/quad_product.h"
#include "kernels/portable/rescale.h"
#include "kernels/portable/scratch.h"

namespace assay::kernels::portable {
namespace {

constexpr int32_t kPixels = 4;  // outputs computed together, neighbours in memory: a quad
constexpr int32_t kChannels = 2;

struct Channel {
  int32_t bias;  // less what the input's zero point adds to every sum
  Rescale rescale;
};

// Scratch: the inputs that four outputs see, one quad for each weight of a channel; then all channels; then a
// row of a window full of input zero points, which stand in for padding.
struct Scratch {
  Quad* quads;
  Channel* channels;
  int8_t* zero_points;
};

int32_t WeightsPerChannel(const Conv2DParams& p) { return p.rows.size * p.columns.size * p.group_channels; }

Scratch Divide(void* scratch, const Conv2DParams& p) {
  auto* quads = static_cast<Quad*>(scratch);
  auto* channels = reinterpret_cast<Channel*>(quads + WeightsPerChannel(p));
  return {quads, channels, reinterpret_cast<int8_t*>(channels + p.output_channels)};
}

// Where an output's window starts.
struct Pixel {
  const int8_t* image;
  int32_t y;
  int32_t x;
};

// Steps through the output positions in the order of memory.
class Position {
 public:
  explicit Position(const Conv2DParams& p, const int8_t* input) : p_(p), image_(input) {}
  Pixel pixel() const { return {image_, p_.rows.Start(y_), p_.columns.Start(x_)}; }
  void Advance() {
    if (++x_ < p_.columns.output) return;
    x_ = 0;
    if (++y_ < p_.rows.output) return;
    y_ = 0;
    image_ += p_.rows.input * p_.columns.input * p_.input_channels;
  }

 private:
  const Conv2DParams& p_;
  const int8_t* image_;
  int32_t y_ = 0;
  int32_t x_ = 0;
};

Quad* Interleave(const int8_t* a, const int8_t* b, const int8_t* c, const int8_t* d, int32_t count,
                 Quad* quads) {
  const Quad* end = quads + count;
#pragma GCC unroll 4
  while (quads != end) *quads++ = {MakePair(*a++, *b++), MakePair(*c++, *d++)};
  return quads;
}

// Fills the quads with what the windows of four pixels see of the group of channels that starts at `group`.
void Gather(const Conv2DParams& p, const Pixel (&pixels)[kPixels], int32_t group, const Scratch& scratch) {
  const Window& rows = p.rows;
  const Window& columns = p.columns;
  // Whether a row of each window is one piece of memory.
  bool whole = columns.dilation == 1 && p.group_channels == p.input_channels;
  for (const Pixel& pixel : pixels) {
    whole = whole && pixel.x >= 0 && pixel.x + columns.size <= columns.input;
  }
  const int32_t pieces = whole ? 1 : columns.size;
  const int32_t values = whole ? columns.size * p.group_channels : p.group_channels;
  Quad* quads = scratch.quads;
  for (int32_t ky = 0; ky < rows.size; ++ky) {
    for (int32_t kx = 0; kx < pieces; ++kx) {
      const int8_t* sources[kPixels];
      for (int32_t i = 0; i < kPixels; ++i) {
        const int32_t y = pixels[i].y + ky * rows.dilation;
        const int32_t x = pixels[i].x + kx * columns.dilation;
        const bool inside = y >= 0 && y < rows.input && x >= 0 && x < columns.input;
        sources[i] = inside ? pixels[i].image + (y * columns.input + x) * p.input_channels + group
                            : scratch.zero_points;
      }
      quads = Interleave(sources[0], sources[1], sources[2], sources[3], values, quads);
    }
  }
}

// `step`: from one pixel's output to the next one's.
template <bool kQuick>
void Store(const Rescale& rescale, const int32_t (&sums)[kPixels], int32_t zero_point, int32_t step,
           int8_t* output) {
#pragma GCC unroll 4
  for (int32_t i = 0; i < kPixels; ++i) output[i * step] = rescale.Apply<kQuick>(sums[i], zero_point);
}

void Store(const Channel& channel, const int32_t (&sums)[kPixels], int32_t zero_point, int32_t pixels,
           int32_t step, int8_t* output) {
  const Rescale rescale =
      channel.rescale;  // a copy: as far as the compiler knows, outputs may change the other
  if (rescale.quick() && pixels >= kPixels) return Store<true>(rescale, sums, zero_point, step, output);
  if (pixels >= kPixels) return Store<false>(rescale, sums, zero_point, step, output);
  int8_t all[kPixels];
  Store(channel, sums, zero_point, kPixels, 1, all);
  for (int32_t i = 0; i < pixels; ++i) output[i * step] = all[i];
}

void MakeChannels(const Conv2DParams& p, const Buffers& buffers, Channel* channels) {
  const auto* weights = static_cast<const int8_t*>(buffers.inputs[1]);
  const auto* bias = p.has_bias ? static_cast<const int32_t*>(buffers.inputs[2]) : nullptr;
  const int32_t count = WeightsPerChannel(p);
  for (int32_t i = 0; i < p.output_channels; ++i) {
    channels[i] = {.bias = (bias != nullptr ? bias[i] : 0) - p.input_zero_point * SumOf(weights, count),
                   .rescale = ChannelRescale(p, buffers, i)};
    weights += count;
  }
}

// Two channels, `a` and `b`, of the pixels whose quads were gathered, of which `pixels` are stored from
// `output` on.
inline void ComputeQuad(const Conv2DParams& p, const Scratch& scratch, const int8_t* weights,
                        int32_t weights_per_channel, int32_t a, int32_t b, int32_t pixels, int8_t* output) {
  const int32_t bias_a = scratch.channels[a].bias;
  const int32_t bias_b = scratch.channels[b].bias;
  QuadSums sums = {{bias_a, bias_a, bias_a, bias_a}, {bias_b, bias_b, bias_b, bias_b}};
  MultiplyQuads(scratch.quads, weights + a * weights_per_channel, weights + b * weights_per_channel,
                weights_per_channel, &sums);
  Store(scratch.channels[a], sums.a, p.output_zero_point, pixels, p.output_channels, output + a);
  Store(scratch.channels[b], sums.b, p.output_zero_point, pixels, p.output_channels, output + b);
}

uint64_t ScratchBytes(const Conv2DParams& p) {
  const auto row = static_cast<uint64_t>(p.columns.size) * static_cast<uint64_t>(p.group_channels);
  return row * static_cast<uint64_t>(p.rows.size) * sizeof(Quad) +
         static_cast<uint64_t>(p.output_channels) * sizeof(Channel) + row;
}

Status PrepareConv2D(const Operation& operation, void* params, Needs* needs) {
  ASSAY_RETURN_IF_ERROR(kernels::PrepareConv2D(operation, params, needs));
  const uint64_t bytes = ScratchBytes(*static_cast<const Conv2DParams*>(params));
  if (bytes > kMaxScratchBytes) return Status::kNotMine;
  needs->scratch_bytes = static_cast<uint32_t>(bytes);
  return Status::kOk;
}

Status Conv2D(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const Conv2DParams*>(params);
  const auto* weights = static_cast<const int8_t*>(buffers.inputs[1]);
  auto* output = static_cast<int8_t*>(buffers.outputs[0]);
  const Scratch scratch = Divide(buffers.scratch, p);
  MakeChannels(p, buffers, scratch.channels);
  const int32_t weights_per_channel = WeightsPerChannel(p);
  std::memset(scratch.zero_points, p.input_zero_point,
              static_cast<size_t>(p.columns.size) * static_cast<size_t>(p.group_channels));

  const int32_t groups = p.input_channels / p.group_channels;
  const int32_t channels_per_group = p.output_channels / groups;
  const int32_t positions = p.batches * p.rows.output * p.columns.output;
  Position position(p, static_cast<const int8_t*>(buffers.inputs[0]));
  for (int32_t done = 0; done < positions; done += kPixels) {
    const int32_t left = positions - done;
    Pixel pixels[kPixels];
    for (int32_t i = 0; i < kPixels; ++i) {
      pixels[i] = position.pixel();  // past the end: the last one again
      if (i + 1 < left) position.Advance();
    }
    for (int32_t group = 0; group < groups; ++group) {
      Gather(p, pixels, group * p.group_channels, scratch);
      const int32_t end = (group + 1) * channels_per_group;
      for (int32_t a = group * channels_per_group; a < end; a += kChannels) {
        const int32_t b = a + 1 < end ? a + 1 : a;  // an odd last channel is computed twice
        ComputeQuad(p, scratch, weights, weights_per_channel, a, b, left, output);
      }
    }
    output += kPixels * p.output_channels;
  }
  Limit(p, static_cast<int8_t*>(buffers.outputs[0]), positions * p.output_channels);
  return Status::kOk;
}

}  // namespace

constexpr Kernel rows::kConv2DInt8 = {.opcode = Opcode::kConv2D,
                                      .type = Type::kInt8,
                                      .weights = Type::kInt8,
                                      .params_bytes = ParamsBytes<Conv2DParams>(),
                                      .prepare = PrepareConv2D,
                                      .eval = Conv2D};

}  // namespace assay::kernels::portable
