#include "kernels/arithmetic/broadcast.h"

namespace assay::kernels {
namespace {

// Dimension d of the shape as if it had kMaxRank of them.
int32_t DimOf(const Shape& shape, int32_t d) {
  const int32_t missing = kMaxRank - shape.rank;
  return d < missing ? 1 : shape.dims[d - missing];
}

}  // namespace

Status PrepareBroadcastTo(const Tensor* inputs, int32_t count, const Shape& output, Broadcast* broadcast) {
  *broadcast = {};
  int32_t rank = 0;
  uint32_t previous = 0;
  for (int32_t d = 0; d < kMaxRank; ++d) {
    const int32_t length = DimOf(output, d);
    uint32_t repeating = 0;
    for (int32_t i = 0; i < count; ++i) {
      const int32_t dim = DimOf(inputs[i].shape, d);
      if (dim == length) continue;
      if (dim != 1) return Status::kBadShape;
      repeating |= 1U << i;
    }
    if (length == 1) continue;
    if (rank > 0 && repeating == previous) {
      broadcast->dims[rank - 1] *= length;
      continue;
    }
    broadcast->dims[rank] = length;
    for (int32_t i = 0; i < count; ++i) {
      broadcast->repeated[i] = static_cast<uint8_t>(broadcast->repeated[i] | (repeating >> i & 1) << rank);
    }
    previous = repeating;
    ++rank;
  }
  if (rank == 0) broadcast->dims[rank++] = 1;
  broadcast->rank = static_cast<uint8_t>(rank);
  return Status::kOk;
}

Status PrepareBroadcast(const Tensor* inputs, int32_t count, const Shape& output, Broadcast* broadcast) {
  const Status status = PrepareBroadcastTo(inputs, count, output, broadcast);
  if (status != Status::kOk) return status;
  uint32_t repeated_by_all = broadcast->repeated[0];
  for (int32_t i = 1; i < count; ++i) repeated_by_all &= broadcast->repeated[i];
  return repeated_by_all == 0 ? Status::kOk : Status::kBadShape;
}

BroadcastRows::BroadcastRows(const Broadcast& broadcast) : broadcast_(broadcast) {
  for (int32_t i = 0; i < kMaxBroadcastInputs; ++i) {
    int32_t elements = 1;
    for (int32_t d = broadcast.rank - 1; d >= 0; --d) {
      const bool repeats = (broadcast.repeated[i] >> d & 1) != 0;
      steps_[i][d] = repeats ? 0 : elements;
      elements *= repeats ? 1 : broadcast.dims[d];
    }
  }
}

bool BroadcastRows::Next() {
  // The last dimension but the row runs fastest; dimensions that are through start again.
  for (int32_t d = broadcast_.rank - 2; d >= 0; --d) {
    if (++index_[d] < broadcast_.dims[d]) {
      for (int32_t i = 0; i < kMaxBroadcastInputs; ++i) starts_[i] += steps_[i][d];
      return true;
    }
    index_[d] = 0;
    for (int32_t i = 0; i < kMaxBroadcastInputs; ++i) starts_[i] -= steps_[i][d] * (broadcast_.dims[d] - 1);
  }
  return false;
}

}  // namespace assay::kernels
