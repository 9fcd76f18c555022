#include "kernels/average_pool_2d.h"

#include "kernels/quantize.h"
#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

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

}  // namespace

Status AveragePool2D(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const AveragePool2DParams*>(params);
  const auto* input = static_cast<const int8_t*>(buffers.inputs[0]);
  auto* output = static_cast<int8_t*>(buffers.outputs[0]);

  for (int32_t batch = 0; batch < p.batches; ++batch) {
    for (int32_t y = 0; y < p.rows.output; ++y) {
      const Inside rows = Clip(p.rows, y);
      for (int32_t x = 0; x < p.columns.output; ++x) {
        const Inside columns = Clip(p.columns, x);
        const int32_t count = (rows.end - rows.begin) * (columns.end - columns.begin);
        for (int32_t channel = 0; channel < p.channels; ++channel) {
          int32_t sum = 0;
          for (int32_t in_y = rows.begin; in_y < rows.end; ++in_y) {
            const int8_t* in = input + (batch * p.rows.input + in_y) * p.columns.input * p.channels + channel;
            for (int32_t in_x = columns.begin; in_x < columns.end; ++in_x) sum += in[in_x * p.channels];
          }
          const int32_t average = (sum >= 0 ? sum + count / 2 : sum - count / 2) / count;
          *output++ = static_cast<int8_t>(Clamp(average, p.output_min, p.output_max));
        }
      }
    }
  }
  return Status::kOk;
}

}  // namespace assay::kernels::reference
