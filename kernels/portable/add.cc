#include "kernels/operators/add.h"

#include "kernels/portable/portable.h"
#include "kernels/portable/rescale.h"

namespace assay::kernels::portable {
namespace {

// The input with the smaller scale, on the common one.
class Rescaled {
 public:
  Rescaled(const AddParams& p, int32_t input)
      : zero_point_(p.zero_points[input]), factor_(p.multipliers[input]), right_(-p.shifts[input]) {}

  int32_t operator()(int32_t value) const {
    // quantize.h's rounding doubling high multiplication of the difference shifted left by kLeftShift, which
    // leaves a smaller shift to the right; then half away from zero.
    constexpr int32_t kRight = 31 - kLeftShift;
    const int64_t product = int64_t{value - zero_point_} * factor_ + (1 << (kRight - 1));
    const auto scaled = static_cast<int32_t>(product >> kRight);
    if (right_ == 0) return scaled;
    return (scaled + (scaled >> 31) + (1 << (right_ - 1))) >> right_;
  }

  static constexpr int32_t kLeftShift = 20;

 private:
  int32_t zero_point_;
  int32_t factor_;
  int32_t right_;
};

template <bool kQuick>
void AddAll(const AddParams& p, const Buffers& buffers) {
  // The larger scale is half of the common one: its input is shifted by one less, and that is all.
  const int32_t larger = p.multipliers[0] == 1 << 30 && p.shifts[0] == 0 ? 0 : 1;
  const int32_t smaller = 1 - larger;
  const int32_t larger_zero_point = p.zero_points[larger];
  const int32_t output_zero_point = p.output_zero_point;
  const Rescaled rescaled(p, smaller);
  const Rescale to_output(Multiplier{p.output_multiplier, p.output_shift});
  auto* output = static_cast<int8_t*>(buffers.outputs[0]);
  BroadcastRows rows(p.broadcast);
  const int32_t length = rows.length();
  const int32_t larger_step = rows.step(larger);
  const int32_t smaller_step = rows.step(smaller);
  do {
    const auto* a = static_cast<const int8_t*>(buffers.inputs[larger]) + rows.start(larger);
    const auto* b = static_cast<const int8_t*>(buffers.inputs[smaller]) + rows.start(smaller);
    for (const int8_t* end = output + length; output != end; a += larger_step, b += smaller_step) {
      const int32_t sum = (*a - larger_zero_point) * (1 << (Rescaled::kLeftShift - 1)) + rescaled(*b);
      *output++ = to_output.Apply<kQuick>(sum, output_zero_point);
    }
  } while (rows.Next());
  auto* start = static_cast<int8_t*>(buffers.outputs[0]);
  Limit(p, start, static_cast<int32_t>(output - start));
}

Status Add(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const AddParams*>(params);
  if (Rescale(Multiplier{p.output_multiplier, p.output_shift}).quick()) {
    AddAll<true>(p, buffers);
  } else {
    AddAll<false>(p, buffers);
  }
  return Status::kOk;
}

}  // namespace

constexpr Kernel rows::kAddInt8 = {.opcode = Opcode::kAdd,
                                   .type = Type::kInt8,
                                   .params_bytes = ParamsBytes<AddParams>(),
                                   .prepare = PrepareAdd,
                                   .eval = Add};

}  // namespace assay::kernels::portable
