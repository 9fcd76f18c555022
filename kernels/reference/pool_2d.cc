#include "kernels/operators/pool_2d.h"

#include <limits>
#include <type_traits>

#include "kernels/arithmetic/quantize.h"
#include "kernels/arithmetic/real.h"
#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

// What becomes of the elements of a window: Add() takes one after the other, Value() is the result.

template <typename T>
class Average {
 public:
  void Add(int32_t x) {
    sum_ += x;
    ++count_;
  }
  int32_t Value() const {
    // NOLINTNEXTLINE(clang-analyzer-core.DivideZero): every window sees at least one element (PreparePool2D).
    return (sum_ >= 0 ? sum_ + count_ / 2 : sum_ - count_ / 2) / count_;
  }

 private:
  int32_t sum_ = 0;
  int32_t count_ = 0;
};

template <>
class Average<float> {
 public:
  void Add(float x) {
    sum_ += x;
    count_ += 1.0f;
  }
  float Value() const { return sum_ / count_; }

 private:
  float sum_ = 0.0f;
  float count_ = 0.0f;
};

template <typename T>
class Largest {
 public:
  void Add(T x) {
    if (x > value_) value_ = x;  // a NaN is not
  }
  T Value() const { return value_; }

 private:
  T value_ = std::numeric_limits<T>::lowest();
};

class RootMeanSquare {
 public:
  void Add(float x) {
    sum_ += x * x;
    ++count_;
  }
  float Value() const {
    return static_cast<float>(Sqrt(static_cast<double>(sum_ / static_cast<float>(count_))));
  }

 private:
  float sum_ = 0.0f;
  int32_t count_ = 0;
};

// The part [begin, end) of the window at an output position that lies inside the input.
struct Inside {
  int32_t begin;
  int32_t end;
};

Inside Clip(const Window& window, int32_t position) {
  const int32_t start = window.Start(position);
  const int32_t room = window.input - start;
  return {start < 0 ? 0 : start, start + (window.size < room ? window.size : room)};
}

template <typename T>
auto OutputRange(const Pool2DParams& params) {
  if constexpr (std::is_same_v<T, float>) {
    FloatRange range = {};
    (void)ActivationRange(params.activation, &range);  // checked by PreparePool2D
    return range;
  } else {
    return Range{params.output_min, params.output_max};
  }
}

template <typename T, typename Statistic>
Status Pool(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const Pool2DParams*>(params);
  const auto* input = static_cast<const T*>(buffers.inputs[0]);
  auto* output = static_cast<T*>(buffers.outputs[0]);
  const auto range = OutputRange<T>(p);

  for (int32_t batch = 0; batch < p.batches; ++batch) {
    for (int32_t y = 0; y < p.rows.output; ++y) {
      const Inside rows = Clip(p.rows, y);
      for (int32_t x = 0; x < p.columns.output; ++x) {
        const Inside columns = Clip(p.columns, x);
        for (int32_t channel = 0; channel < p.channels; ++channel) {
          Statistic statistic;
          for (int32_t in_y = rows.begin; in_y < rows.end; ++in_y) {
            const T* in = input + (batch * p.rows.input + in_y) * p.columns.input * p.channels + channel;
            for (int32_t in_x = columns.begin; in_x < columns.end; ++in_x)
              statistic.Add(in[in_x * p.channels]);
          }
          *output++ = static_cast<T>(Clamp(statistic.Value(), range.min, range.max));
        }
      }
    }
  }
  return Status::kOk;
}

template <typename T>
Status AveragePool2D(const void* params, const Buffers& buffers) {
  return Pool<T, Average<T>>(params, buffers);
}

template <typename T>
Status MaxPool2D(const void* params, const Buffers& buffers) {
  return Pool<T, Largest<T>>(params, buffers);
}

Status L2Pool2D(const void* params, const Buffers& buffers) {
  return Pool<float, RootMeanSquare>(params, buffers);
}

constexpr Kernel kAveragePool2D = {
    .opcode = Opcode::kAveragePool2D, .params_bytes = ParamsBytes<Pool2DParams>(), .prepare = PreparePool2D};
constexpr Kernel kMaxPool2D = {
    .opcode = Opcode::kMaxPool2D, .params_bytes = ParamsBytes<Pool2DParams>(), .prepare = PreparePool2D};

}  // namespace

constexpr Kernel rows::kAveragePool2DInt8 = kAveragePool2D.For(Type::kInt8, AveragePool2D<int8_t>);
constexpr Kernel rows::kAveragePool2DInt16 = kAveragePool2D.For(Type::kInt16, AveragePool2D<int16_t>);
constexpr Kernel rows::kAveragePool2DFloat = kAveragePool2D.For(Type::kFloat32, AveragePool2D<float>);
constexpr Kernel rows::kL2Pool2DFloat = {.opcode = Opcode::kL2Pool2D,
                                         .type = Type::kFloat32,
                                         .params_bytes = ParamsBytes<Pool2DParams>(),
                                         .prepare = PreparePool2D,
                                         .eval = L2Pool2D};
constexpr Kernel rows::kMaxPool2DInt8 = kMaxPool2D.For(Type::kInt8, MaxPool2D<int8_t>);
constexpr Kernel rows::kMaxPool2DInt16 = kMaxPool2D.For(Type::kInt16, MaxPool2D<int16_t>);
constexpr Kernel rows::kMaxPool2DFloat = kMaxPool2D.For(Type::kFloat32, MaxPool2D<float>);

}  // namespace assay::kernels::reference
