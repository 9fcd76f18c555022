#include "kernels/arithmetic/parts.h"

#include "kernels/arithmetic/validate.h"

namespace assay::kernels {

Status DivideAlong(TypeSet types, int32_t axis, const Tensor& whole, const Tensor* parts, int32_t count,
                   uint32_t* bytes) {
  const int32_t rank = whole.shape.rank;
  const auto inner_bytes =
      static_cast<uint32_t>(Product(whole.shape, axis + 1, rank)) * TypeBytes(whole.type);
  int64_t sum = 0;
  for (int32_t i = 0; i < count; ++i) {
    const Shape& part = parts[i].shape;
    ASSAY_RETURN_IF_ERROR(CheckMovable(whole, parts[i], types));
    if (part.rank != rank) return Status::kBadShape;
    for (int32_t d = 0; d < rank; ++d) {
      if (d != axis && part.dims[d] != whole.shape.dims[d]) return Status::kBadShape;
    }
    sum += part.dims[axis];
    bytes[i] = static_cast<uint32_t>(part.dims[axis]) * inner_bytes;
  }
  return sum == whole.shape.dims[axis] ? Status::kOk : Status::kBadShape;
}

Status StackAlong(TypeSet types, int32_t axis, const Tensor& whole, const Tensor* parts, int32_t count,
                  EqualParts* stacked) {
  const int32_t rank = whole.shape.rank;
  ASSAY_RETURN_IF_ERROR(ResolveAxis(axis, rank, &axis));
  if (whole.shape.dims[axis] != count) return Status::kBadShape;
  Shape expected;
  for (int32_t d = 0; d < rank; ++d) {
    if (d != axis) expected.dims[expected.rank++] = whole.shape.dims[d];
  }
  for (int32_t i = 0; i < count; ++i) {
    ASSAY_RETURN_IF_ERROR(CheckMovable(whole, parts[i], types));
    if (!SameShape(parts[i].shape, expected)) return Status::kBadShape;
  }
  *stacked = {.rows = Product(whole.shape, 0, axis),
              .count = count,
              .bytes = {static_cast<uint32_t>(Product(whole.shape, axis + 1, rank)) * TypeBytes(whole.type)}};
  return Status::kOk;
}

}  // namespace assay::kernels
