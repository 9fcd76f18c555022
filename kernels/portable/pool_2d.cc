#include "kernels/operators/pool_2d.h"

#include "kernels/arithmetic/quantize.h"
#include "kernels/portable/bytes.h"
#include "kernels/portable/portable.h"

namespace assay::kernels::portable {
namespace {

constexpr int32_t kChannels = 4;  // computed together: a word of the input

// What becomes of the values of a window.
struct Average {
  static constexpr int32_t kStart = 0;
  static int32_t Add(int32_t sum, int32_t value) { return sum + value; }
  static int32_t Result(int32_t sum, int32_t count) {
    return (sum >= 0 ? sum + count / 2 : sum - count / 2) / count;
  }
};

struct Maximum {
  static constexpr int32_t kStart = -128;
  static int32_t Add(int32_t largest, int32_t value) { return value > largest ? value : largest; }
  static int32_t Result(int32_t largest, int32_t) { return largest; }
};

// The part of a window that lies inside the input.
struct Part {
  const int8_t* start;
  int32_t height;
  int32_t width;
};

Part PartOf(const Pool2DParams& p, const int8_t* image, int32_t y, int32_t x) {
  const auto clip = [](const Window& window, int32_t position, int32_t* count) {
    const int32_t start = window.Start(position);
    const int32_t room = window.input - start;
    const int32_t end = window.size < room ? window.size : room;
    *count = start < 0 ? end + start : end;
    return start < 0 ? 0 : start;
  };
  Part part = {};
  const int32_t top = clip(p.rows, y, &part.height);
  const int32_t left = clip(p.columns, x, &part.width);
  part.start = image + (top * p.columns.input + left) * p.channels;
  return part;
}

template <typename Statistic>
void PoolChannels(const Pool2DParams& p, const Part& part, int32_t channel, int8_t* output) {
  int32_t a = Statistic::kStart;
  int32_t b = Statistic::kStart;
  int32_t c = Statistic::kStart;
  int32_t d = Statistic::kStart;
  const int8_t* row = part.start + channel;
  for (int32_t y = 0; y < part.height; ++y, row += p.columns.input * p.channels) {
    const int8_t* value = row;
    for (int32_t x = 0; x < part.width; ++x, value += p.channels) {
      const uint32_t word = WordAt(value);
      a = Statistic::Add(a, ByteOf(word, 0));
      b = Statistic::Add(b, ByteOf(word, 1));
      c = Statistic::Add(c, ByteOf(word, 2));
      d = Statistic::Add(d, ByteOf(word, 3));
    }
  }
  const int32_t count = part.height * part.width;
  const int32_t min = p.output_min;
  const int32_t max = p.output_max;
  output[channel] = static_cast<int8_t>(Clamp(Statistic::Result(a, count), min, max));
  output[channel + 1] = static_cast<int8_t>(Clamp(Statistic::Result(b, count), min, max));
  output[channel + 2] = static_cast<int8_t>(Clamp(Statistic::Result(c, count), min, max));
  output[channel + 3] = static_cast<int8_t>(Clamp(Statistic::Result(d, count), min, max));
}

template <typename Statistic>
void PoolChannel(const Pool2DParams& p, const Part& part, int32_t channel, int8_t* output) {
  int32_t result = Statistic::kStart;
  const int8_t* row = part.start + channel;
  for (int32_t y = 0; y < part.height; ++y, row += p.columns.input * p.channels) {
    for (int32_t x = 0; x < part.width; ++x) result = Statistic::Add(result, row[x * p.channels]);
  }
  const int32_t value = Statistic::Result(result, part.height * part.width);
  output[channel] = static_cast<int8_t>(Clamp(value, int32_t{p.output_min}, int32_t{p.output_max}));
}

template <typename Statistic>
Status Pool(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const Pool2DParams*>(params);
  const auto* image = static_cast<const int8_t*>(buffers.inputs[0]);
  auto* output = static_cast<int8_t*>(buffers.outputs[0]);
  for (int32_t batch = 0; batch < p.batches; ++batch) {
    for (int32_t y = 0; y < p.rows.output; ++y) {
      for (int32_t x = 0; x < p.columns.output; ++x, output += p.channels) {
        const Part part = PartOf(p, image, y, x);
        int32_t channel = 0;
        for (; channel + kChannels <= p.channels; channel += kChannels) {
          PoolChannels<Statistic>(p, part, channel, output);
        }
        for (; channel < p.channels; ++channel) PoolChannel<Statistic>(p, part, channel, output);
      }
    }
    image += p.rows.input * p.columns.input * p.channels;
  }
  return Status::kOk;
}

Status AveragePool2D(const void* params, const Buffers& buffers) { return Pool<Average>(params, buffers); }

Status MaxPool2D(const void* params, const Buffers& buffers) { return Pool<Maximum>(params, buffers); }

}  // namespace

constexpr Kernel rows::kAveragePool2DInt8 = {.opcode = Opcode::kAveragePool2D,
                                             .type = Type::kInt8,
                                             .params_bytes = ParamsBytes<Pool2DParams>(),
                                             .prepare = PreparePool2D,
                                             .eval = AveragePool2D};
constexpr Kernel rows::kMaxPool2DInt8 = {.opcode = Opcode::kMaxPool2D,
                                         .type = Type::kInt8,
                                         .params_bytes = ParamsBytes<Pool2DParams>(),
                                         .prepare = PreparePool2D,
                                         .eval = MaxPool2D};

}  // namespace assay::kernels::portable
