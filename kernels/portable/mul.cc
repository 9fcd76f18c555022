#include "kernels/operators/mul.h"

#include "kernels/portable/portable.h"
#include "kernels/portable/rescale.h"

namespace assay::kernels::portable {
namespace {

template <bool kQuick>
void MultiplyAll(const MulParams& p, const Buffers& buffers) {
  const int32_t zero_point_a = p.zero_points[0];
  const int32_t zero_point_b = p.zero_points[1];
  const int32_t output_zero_point = p.output_zero_point;
  const Rescale rescale(Multiplier{p.output_multiplier, p.output_shift});
  auto* output = static_cast<int8_t*>(buffers.outputs[0]);
  BroadcastRows rows(p.broadcast);
  const int32_t length = rows.length();
  const int32_t step_a = rows.step(0);
  const int32_t step_b = rows.step(1);
  do {
    const auto* a = static_cast<const int8_t*>(buffers.inputs[0]) + rows.start(0);
    const auto* b = static_cast<const int8_t*>(buffers.inputs[1]) + rows.start(1);
    for (const int8_t* end = output + length; output != end; a += step_a, b += step_b) {
      *output++ = rescale.Apply<kQuick>((*a - zero_point_a) * (*b - zero_point_b), output_zero_point);
    }
  } while (rows.Next());
  auto* start = static_cast<int8_t*>(buffers.outputs[0]);
  Limit(p, start, static_cast<int32_t>(output - start));
}

Status Mul(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const MulParams*>(params);
  if (Rescale(Multiplier{p.output_multiplier, p.output_shift}).quick()) {
    MultiplyAll<true>(p, buffers);
  } else {
    MultiplyAll<false>(p, buffers);
  }
  return Status::kOk;
}

}  // namespace

constexpr Kernel rows::kMulInt8 = {.opcode = Opcode::kMul,
                                   .type = Type::kInt8,
                                   .params_bytes = ParamsBytes<MulParams>(),
                                   .prepare = PrepareMul,
                                   .eval = Mul};

}  // namespace assay::kernels::portable
