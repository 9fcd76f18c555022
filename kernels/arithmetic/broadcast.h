// NumPy's broadcasting for operators with one output and up to three broadcast inputs: shapes are aligned at
// their last dimension, missing leading dimensions are 1, and an input repeats its only element along a
// dimension that is longer in the output.
#ifndef ASSAY_KERNELS_ARITHMETIC_BROADCAST_H_
#define ASSAY_KERNELS_ARITHMETIC_BROADCAST_H_

#include "kernels/kernel.h"

namespace assay::kernels {

inline constexpr int32_t kMaxBroadcastInputs = 3;

// The output's shape, in which neighbouring dimensions that the same inputs repeat are one. Without
// broadcasting that leaves a single dimension.
struct Broadcast {
  int32_t dims[kMaxRank];
  uint8_t rank;                           // at least 1
  uint8_t repeated[kMaxBroadcastInputs];  // bit d of repeated[i]: input i repeats along dimension d
};

// Status::kBadShape unless each dimension of the output is the longest of the inputs', and those that differ
// from it are 1.
Status PrepareBroadcast(const Tensor* inputs, int32_t count, const Shape& output, Broadcast* broadcast);

// Like PrepareBroadcast, but the output may be longer than all inputs, which then all repeat.
Status PrepareBroadcastTo(const Tensor* inputs, int32_t count, const Shape& output, Broadcast* broadcast);

// Runs through the output row by row, a row being the last of the merged dimensions. Element i of a row
// belongs to the elements start(input) + i * step(input) of the inputs:
//   BroadcastRows rows(broadcast);
//   do {
//     …
//   } while (rows.Next());
class BroadcastRows {
 public:
  explicit BroadcastRows(const Broadcast& broadcast);

  int32_t length() const { return broadcast_.dims[broadcast_.rank - 1]; }
  int32_t start(int32_t input) const { return starts_[input]; }
  int32_t step(int32_t input) const { return steps_[input][broadcast_.rank - 1]; }
  // On to the next row; false after the last.
  bool Next();

 private:
  const Broadcast& broadcast_;
  int32_t index_[kMaxRank] = {};
  int32_t starts_[kMaxBroadcastInputs] = {};
  // How far the next element along a dimension lies: nowhere if the input repeats there.
  int32_t steps_[kMaxBroadcastInputs][kMaxRank];
};

// output = function(inputs[0], inputs[1]), element by element.
template <typename A, typename B, typename Output, typename Function>
void ForEachPair(const Broadcast& broadcast, const Buffers& buffers, Function function) {
  auto* output = static_cast<Output*>(buffers.outputs[0]);
  BroadcastRows rows(broadcast);
  const int32_t length = rows.length();
  const int32_t step_a = rows.step(0);
  const int32_t step_b = rows.step(1);
  do {
    const A* a = static_cast<const A*>(buffers.inputs[0]) + rows.start(0);
    const B* b = static_cast<const B*>(buffers.inputs[1]) + rows.start(1);
    for (int32_t i = 0; i < length; ++i) *output++ = function(a[i * step_a], b[i * step_b]);
  } while (rows.Next());
}

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_ARITHMETIC_BROADCAST_H_
