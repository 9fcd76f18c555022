// A tensor that consists of others side by side: each of its rows is a row of the first part, then one of the
// second, and so on.
#ifndef ASSAY_KERNELS_ARITHMETIC_PARTS_H_
#define ASSAY_KERNELS_ARITHMETIC_PARTS_H_

#include "kernels/arithmetic/movement.h"
#include "kernels/kernel.h"

namespace assay::kernels {

// kSizes 1: all parts are of one size.
template <int32_t kSizes>
struct Parts {
  int32_t rows;
  int32_t count;
  uint32_t bytes[kSizes];  // of a row

  uint32_t row_bytes(int32_t part) const { return bytes[kSizes == 1 ? 0 : part]; }
};

using EqualParts = Parts<1>;

// Sizes along `axis` that add up to the whole's, everything else the same. `whole` is the tensor on one side
// of an operator, `parts` those on the other. Refuses what `count` and the shapes contradict (kBadShape) and
// types other than `types`; `bytes` has room for `count` sizes.
Status DivideAlong(TypeSet types, int32_t axis, const Tensor& whole, const Tensor* parts, int32_t count,
                   uint32_t* bytes);

// Parts of one shape, stacked along a new dimension `axis` of `whole`.
Status StackAlong(TypeSet types, int32_t axis, const Tensor& whole, const Tensor* parts, int32_t count,
                  EqualParts* stacked);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_ARITHMETIC_PARTS_H_
