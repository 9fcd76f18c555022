#include "kernels/operators/svdf.h"

#include <bit>
#include <cstring>
#include <limits>

#include "kernels/arithmetic/variable.h"
#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

// Moves every filter's memory on by one, so that its last place is free. (What moves from one filter's first
// place into another's last is overwritten there.)
template <typename T>
void Age(const SvdfParams& shape, T* state) {
  const int32_t elements = shape.batches * shape.filters() * shape.memory;
  std::memmove(state, state + 1, static_cast<size_t>(elements - 1) * sizeof(T));
}

template <typename T>
void Compute(const QuantizedSvdfParams& p, const Buffers& buffers) {
  const SvdfParams& shape = p.shape;
  const auto* input = static_cast<const int8_t*>(buffers.inputs[kSvdfInput]);
  const auto* features = static_cast<const int8_t*>(buffers.inputs[kSvdfFeatures]);
  const auto* times = static_cast<const T*>(buffers.inputs[kSvdfTimes]);
  const auto* bias = static_cast<const int32_t*>(buffers.inputs[kSvdfBias]);
  auto* output = static_cast<int8_t*>(buffers.outputs[0]);
  T* state = Variable<T>(buffers, kSvdfState);

  Age(shape, state);
  for (int32_t batch = 0; batch < shape.batches; ++batch, input += shape.inputs) {
    for (int32_t unit = 0; unit < shape.units; ++unit) {
      int32_t sum = bias[unit];
      for (int32_t r = 0; r < shape.rank; ++r, state += shape.memory) {
        const int32_t filter = unit * shape.rank + r;
        const int8_t* feature = features + filter * shape.inputs;
        int32_t product = 0;
        for (int32_t i = 0; i < shape.inputs; ++i) product += feature[i] * (input[i] - p.input_zero_point);
        // Bounded before the zero point is added, and with it wrapping, as in the reference.
        const int32_t newest = Clamp(MultiplyByQuantizedMultiplier(product, p.feature_multiplier),
                                     std::numeric_limits<T>::min(), std::numeric_limits<T>::max());
        state[shape.memory - 1] = static_cast<T>(newest + p.state_zero_point);

        const T* time = times + filter * shape.memory;
        for (int32_t m = 0; m < shape.memory; ++m) sum += time[m] * (state[m] - p.state_zero_point);
      }
      const int32_t scaled = MultiplyByQuantizedMultiplier(sum, p.output_multiplier) + p.output_zero_point;
      *output++ = static_cast<int8_t>(Clamp(scaled, -128, 127));
    }
  }
}

// A NaN becomes the activation's upper or, if it has none, its lower limit.
float Activate(Activation activation, float x) {
  const auto at_most = [](float value, float limit) { return value < limit ? value : limit; };
  const auto at_least = [](float value, float limit) { return value > limit ? value : limit; };
  switch (activation) {
    case Activation::kRelu:
      return at_least(x, 0.0f);
    case Activation::kReluN1To1:
      return at_least(at_most(x, 1.0f), -1.0f);
    case Activation::kRelu6:
      return at_least(at_most(x, 6.0f), 0.0f);
    case Activation::kSignBit:
      return static_cast<float>(std::bit_cast<uint32_t>(x) >> 31);
    case Activation::kNone:
    case Activation::kTanh:
      break;
  }
  return x;
}

Status QuantizedSvdf(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const QuantizedSvdfParams*>(params);
  if (p.int16_times) {
    Compute<int16_t>(p, buffers);
  } else {
    Compute<int8_t>(p, buffers);
  }
  return Status::kOk;
}

Status FloatSvdf(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const FloatSvdfParams*>(params);
  const SvdfParams& shape = p.shape;
  const auto* input = static_cast<const float*>(buffers.inputs[kSvdfInput]);
  const auto* features = static_cast<const float*>(buffers.inputs[kSvdfFeatures]);
  const auto* times = static_cast<const float*>(buffers.inputs[kSvdfTimes]);
  const auto* bias = static_cast<const float*>(buffers.inputs[kSvdfBias]);
  auto* output = static_cast<float*>(buffers.outputs[0]);
  auto* state = Variable<float>(buffers, kSvdfState);

  Age(shape, state);
  for (int32_t batch = 0; batch < shape.batches; ++batch, input += shape.inputs) {
    for (int32_t unit = 0; unit < shape.units; ++unit) {
      float sum = bias[unit];
      for (int32_t r = 0; r < shape.rank; ++r, state += shape.memory) {
        const int32_t filter = unit * shape.rank + r;
        const float* feature = features + filter * shape.inputs;
        float newest = 0.0f;
        for (int32_t i = 0; i < shape.inputs; ++i) newest += feature[i] * input[i];
        state[shape.memory - 1] = newest;

        const float* time = times + filter * shape.memory;
        float contribution = 0.0f;
        for (int32_t m = 0; m < shape.memory; ++m) contribution += time[m] * state[m];
        sum += contribution;
      }
      *output++ = Activate(p.activation, sum);
    }
  }
  return Status::kOk;
}

}  // namespace

constexpr Kernel rows::kSvdfInt8 = {.opcode = Opcode::kSvdf,
                                    .type = Type::kInt8,
                                    .params_bytes = ParamsBytes<QuantizedSvdfParams>(),
                                    .prepare = PrepareQuantizedSvdf,
                                    .eval = QuantizedSvdf};
constexpr Kernel rows::kSvdfFloat = {.opcode = Opcode::kSvdf,
                                     .type = Type::kFloat32,
                                     .params_bytes = ParamsBytes<FloatSvdfParams>(),
                                     .prepare = PrepareFloatSvdf,
                                     .eval = FloatSvdf};

}  // namespace assay::kernels::reference
