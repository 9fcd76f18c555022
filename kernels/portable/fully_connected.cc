#include "kernels/operators/fully_connected.h"

#include "kernels/arithmetic/validate.h"
#include "kernels/portable/bytes.h"
#include "kernels/portable/portable.h"
#include "kernels/portable/rescale.h"
#include "kernels/portable/row_product.h"

namespace assay::kernels::portable {
namespace {

// Inputs are widened, less their zero point, a piece at a time, which bounds the scratch; so many outputs
// share a piece that it costs little to widen it again for the next ones.
constexpr int32_t kPiece = 1024;
constexpr int32_t kOutputs = 32;

int32_t PieceOf(const FullyConnectedParams& p) { return p.depth < kPiece ? p.depth : kPiece; }

void Widen(const int8_t* values, int32_t count, int32_t zero_point, int16_t* wide) {
#pragma GCC unroll 4
  for (const int8_t* end = values + count; values != end;)
    *wide++ = static_cast<int16_t>(*values++ - zero_point);
}

Status PrepareFullyConnected(const Operation& operation, void* params, Needs* needs) {
  ASSAY_RETURN_IF_ERROR(kernels::PrepareFullyConnected(operation, params, needs));
  const auto piece = static_cast<uint32_t>(PieceOf(*static_cast<const FullyConnectedParams*>(params)));
  needs->scratch_bytes = piece * sizeof(int16_t);
  return Status::kOk;
}

Status FullyConnected(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const FullyConnectedParams*>(params);
  const auto* input = static_cast<const int8_t*>(buffers.inputs[0]);
  const auto* weights = static_cast<const int8_t*>(buffers.inputs[1]);
  const auto* bias = p.has_bias ? static_cast<const int32_t*>(buffers.inputs[2]) : nullptr;
  auto* output = static_cast<int8_t*>(buffers.outputs[0]);
  auto* wide = static_cast<int16_t*>(buffers.scratch);

  Rescale rescale = ChannelRescale(p, buffers, 0);
  for (int32_t batch = 0; batch < p.batches; ++batch, input += p.depth, output += p.outputs) {
    // What the zero point of the weights takes from every sum.
    int32_t correction = 0;
    if (p.weights_zero_point != 0) {
      correction = p.weights_zero_point * (SumOf(input, p.depth) - p.depth * p.input_zero_point);
    }
    for (int32_t first = 0; first < p.outputs; first += kOutputs) {
      const int32_t left = p.outputs - first;
      const int32_t count = left < kOutputs ? left : kOutputs;
      int32_t sums[kOutputs];
      for (int32_t i = 0; i < count; ++i) sums[i] = (bias != nullptr ? bias[first + i] : 0) - correction;
      for (int32_t start = 0; start < p.depth; start += kPiece) {
        const int32_t rest = p.depth - start;
        const int32_t piece = rest < kPiece ? rest : kPiece;
        if (first == 0 || p.depth > kPiece) Widen(input + start, piece, p.input_zero_point, wide);
        const int8_t* rows = weights + first * p.depth + start;
        int32_t i = 0;
        for (; i + kRows <= count; i += kRows, rows += kRows * p.depth) {
          MultiplyRows(wide, rows, p.depth, piece, sums + i);
        }
        for (; i < count; ++i, rows += p.depth) MultiplyRow(wide, rows, piece, sums + i);
      }
      if (!p.per_channel && rescale.quick()) {
        const Rescale same = rescale;
        const int32_t zero_point = p.output_zero_point;
        for (int32_t i = 0; i < count; ++i) output[first + i] = same.Apply<true>(sums[i], zero_point);
        continue;
      }
      for (int32_t i = 0; i < count; ++i) {
        if (p.per_channel) rescale = ChannelRescale(p, buffers, first + i);
        output[first + i] = rescale.quick() ? rescale.Apply<true>(sums[i], p.output_zero_point)
                                            : rescale.Apply<false>(sums[i], p.output_zero_point);
      }
    }
  }
  Limit(p, static_cast<int8_t*>(buffers.outputs[0]), p.batches * p.outputs);
  return Status::kOk;
}

}  // namespace

constexpr Kernel rows::kFullyConnectedInt8 = {.opcode = Opcode::kFullyConnected,
                                              .type = Type::kInt8,
                                              .weights = Type::kInt8,
                                              .params_bytes = ParamsBytes<FullyConnectedParams>(),
                                              .prepare = PrepareFullyConnected,
                                              .eval = FullyConnected};

}  // namespace assay::kernels::portable
