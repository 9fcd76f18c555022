// Copies between a dense tensor, gone through in order, and evenly spaced places of another one. Many
// operators that move elements are nothing but this: TRANSPOSE, SLICE, REVERSE_V2, DEPTH_TO_SPACE, ...
#ifndef ASSAY_KERNELS_ARITHMETIC_STRIDED_COPY_H_
#define ASSAY_KERNELS_ARITHMETIC_STRIDED_COPY_H_

#include "kernels/types.h"

namespace assay::kernels {

// All offsets are in bytes of the strided tensor.
struct StridedCopyParams {
  static constexpr int32_t kMaxDims = 5;
  int32_t first;           // where the first element lies
  int32_t unit;            // bytes that lie together in both tensors
  int32_t dims[kMaxDims];  // outermost first; 1 where there is none
  int32_t steps[kMaxDims];
};

// Describes a copy dimension by dimension of the dense tensor, outermost first. Dimensions that can be gone
// through as one become one; at most kMaxDims may be left, not counting an innermost one without gaps.
class StridedCopyBuilder {
 public:
  // From element `index` of the strided tensor on.
  void Skip(int32_t index) { first_ += index; }

  // `step`: how far the next of the `dim` elements lies in the strided tensor, in elements.
  void Append(int32_t dim, int32_t step);

  StridedCopyParams Build(uint32_t element_bytes) const;

 private:
  int32_t first_ = 0;
  int32_t rank_ = 0;
  int32_t dims_[kMaxRank] = {};
  int32_t steps_[kMaxRank] = {};
};

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_ARITHMETIC_STRIDED_COPY_H_
