#include "kernels/arithmetic/strided_copy.h"

namespace assay::kernels {

void StridedCopyBuilder::Append(int32_t dim, int32_t step) {
  if (dim == 1) return;
  if (rank_ > 0 && steps_[rank_ - 1] == static_cast<int64_t>(step) * dim) {
    dims_[rank_ - 1] *= dim;
    steps_[rank_ - 1] = step;
    return;
  }
  dims_[rank_] = dim;
  steps_[rank_] = step;
  ++rank_;
}

StridedCopyParams StridedCopyBuilder::Build(uint32_t element_bytes) const {
  const auto bytes = static_cast<int32_t>(element_bytes);
  const bool together = rank_ > 0 && steps_[rank_ - 1] == 1;
  const int32_t rank = together ? rank_ - 1 : rank_;
  StridedCopyParams params;
  params.first = first_ * bytes;
  params.unit = together ? dims_[rank] * bytes : bytes;
  for (int32_t d = 0; d < StridedCopyParams::kMaxDims; ++d) {
    const int32_t from = d - (StridedCopyParams::kMaxDims - rank);
    params.dims[d] = from < 0 ? 1 : dims_[from];
    params.steps[d] = from < 0 ? 0 : steps_[from] * bytes;
  }
  return params;
}

}  // namespace assay::kernels
