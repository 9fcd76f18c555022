#include "kernels/operators/resize.h"

#include <cstring>

#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

// Both in the reference's order of operations.
float Mix(float upper_left, float upper_right, float lower_left, float lower_right, float down, float right) {
  return upper_left * (1 - down) * (1 - right) + lower_left * down * (1 - right) +
         upper_right * (1 - down) * right + lower_right * down * right + 0.0f;
}

int8_t Mix(int8_t upper_left, int8_t upper_right, int8_t lower_left, int8_t lower_right, int32_t down,
           int32_t right) {
  constexpr int64_t kOne = 1 << 10;
  const int64_t sum = upper_left * (kOne - down) * (kOne - right) + lower_left * down * (kOne - right) +
                      upper_right * (kOne - down) * right + static_cast<int64_t>(lower_right) * down * right;
  const int64_t half = sum > 0 ? kOne * kOne / 2 : -kOne * kOne / 2;
  return static_cast<int8_t>((sum + half) / (kOne * kOne));
}

// T: elements; Distance: what positions between them are counted in.
template <typename T, typename Distance>
Status Bilinear(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const ResizeParams*>(params);
  const auto* input = static_cast<const T*>(buffers.inputs[0]);
  auto* output = static_cast<T*>(buffers.outputs[0]);
  const int32_t row_size = p.input[1] * p.depth;

  for (int32_t batch = 0; batch < p.batches; ++batch, input += p.input[0] * row_size) {
    for (int32_t y = 0; y < p.output[0]; ++y) {
      const Between<Distance> rows = Interpolate<Distance>(p, 0, y);
      const T* upper = input + rows.lower * row_size;
      const T* lower = input + rows.upper * row_size;
      for (int32_t x = 0; x < p.output[1]; ++x) {
        const Between<Distance> columns = Interpolate<Distance>(p, 1, x);
        const int32_t left = columns.lower * p.depth;
        const int32_t right = columns.upper * p.depth;
        for (int32_t c = 0; c < p.depth; ++c) {
          *output++ = Mix(upper[left + c], upper[right + c], lower[left + c], lower[right + c],
                          rows.behind_lower, columns.behind_lower);
        }
      }
    }
  }
  return Status::kOk;
}

Status ResizeNearestNeighbor(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const ResizeParams*>(params);
  const auto* input = static_cast<const uint8_t*>(buffers.inputs[0]);
  auto* output = static_cast<uint8_t*>(buffers.outputs[0]);
  const int32_t row_bytes = p.input[1] * p.depth;

  for (int32_t batch = 0; batch < p.batches; ++batch, input += p.input[0] * row_bytes) {
    for (int32_t y = 0; y < p.output[0]; ++y) {
      const uint8_t* row = input + NearestNeighbor(p, 0, y) * row_bytes;
      for (int32_t x = 0; x < p.output[1]; ++x, output += p.depth) {
        std::memcpy(output, row + NearestNeighbor(p, 1, x) * p.depth, static_cast<size_t>(p.depth));
      }
    }
  }
  return Status::kOk;
}

Status ResizeBilinearInt8(const void* params, const Buffers& buffers) {
  return Bilinear<int8_t, int32_t>(params, buffers);
}

Status ResizeBilinearFloat(const void* params, const Buffers& buffers) {
  return Bilinear<float, float>(params, buffers);
}

constexpr Kernel kResizeBilinear = {.opcode = Opcode::kResizeBilinear,
                                    .params_bytes = ParamsBytes<ResizeParams>(),
                                    .prepare = PrepareResizeBilinear};

}  // namespace

constexpr Kernel rows::kResizeBilinearFloat = kResizeBilinear.For(Type::kFloat32, ResizeBilinearFloat);
constexpr Kernel rows::kResizeBilinearInt8 = kResizeBilinear.For(Type::kInt8, ResizeBilinearInt8);
constexpr Kernel rows::kResizeNearestNeighbor = {.opcode = Opcode::kResizeNearestNeighbor,
                                                 .params_bytes = ParamsBytes<ResizeParams>(),
                                                 .prepare = PrepareResizeNearestNeighbor,
                                                 .eval = ResizeNearestNeighbor};

}  // namespace assay::kernels::reference
