#include "kernels/operators/batch_matmul.h"

#include <limits>

#include "kernels/reference/reference.h"
#include "kernels/reference/weighted.h"

namespace assay::kernels::reference {
namespace {

template <typename T>
T ToOutput(const BatchMatmulParams& p, SumOf<T> sum) {
  if constexpr (std::is_same_v<T, float>) {
    return sum;
  } else {
    const int32_t scaled = MultiplyByQuantizedMultiplier(sum, p.multiplier) + p.output_zero_point;
    return static_cast<T>(Clamp(scaled, std::numeric_limits<T>::min(), std::numeric_limits<T>::max()));
  }
}

// One pair of matrices; returns the end of the output's.
template <typename T>
T* Multiply(const BatchMatmulParams& p, const T* x, const T* y, T* output) {
  const Product<T> x_zero_point = p.x_zero_point;
  const Product<T> y_zero_point = p.y_zero_point;
  for (int32_t row = 0; row < p.rows; ++row) {
    for (int32_t column = 0; column < p.columns; ++column) {
      SumOf<T> sum = 0;
      for (int32_t d = 0; d < p.depth; ++d) {
        sum += (x[row * p.x.line_step + d * p.x.depth_step] - x_zero_point) *
               (y[column * p.y.line_step + d * p.y.depth_step] - y_zero_point);
      }
      *output++ = ToOutput<T>(p, sum);
    }
  }
  return output;
}

template <typename T>
Status BatchMatmul(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const BatchMatmulParams*>(params);
  const auto* x = static_cast<const T*>(buffers.inputs[0]);
  const auto* y = static_cast<const T*>(buffers.inputs[1]);
  auto* output = static_cast<T*>(buffers.outputs[0]);
  const auto offset = [](const MatmulOperand& operand, int32_t i, int32_t j, int32_t k) {
    return i * operand.batch_steps[0] + j * operand.batch_steps[1] + k * operand.batch_steps[2];
  };
  for (int32_t i = 0; i < p.batches[0]; ++i) {
    for (int32_t j = 0; j < p.batches[1]; ++j) {
      for (int32_t k = 0; k < p.batches[2]; ++k) {
        output = Multiply(p, x + offset(p.x, i, j, k), y + offset(p.y, i, j, k), output);
      }
    }
  }
  return Status::kOk;
}

constexpr Kernel kBatchMatmul = {.opcode = Opcode::kBatchMatmul,
                                 .params_bytes = ParamsBytes<BatchMatmulParams>(),
                                 .prepare = PrepareBatchMatmul};

}  // namespace

constexpr Kernel rows::kBatchMatmulInt8 = kBatchMatmul.For(Type::kInt8, BatchMatmul<int8_t>);
constexpr Kernel rows::kBatchMatmulInt16 = kBatchMatmul.For(Type::kInt16, BatchMatmul<int16_t>);
constexpr Kernel rows::kBatchMatmulFloat = kBatchMatmul.For(Type::kFloat32, BatchMatmul<float>);

}  // namespace assay::kernels::reference
