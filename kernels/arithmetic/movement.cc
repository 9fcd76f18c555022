#include "kernels/arithmetic/movement.h"

#include "kernels/arithmetic/validate.h"

namespace assay::kernels {

Status CheckMovable(const Tensor& from, const Tensor& to, TypeSet types) {
  return from.type == to.type && types.Has(from.type) ? Status::kOk : Status::kUnsupportedType;
}

Status ResolveAxis(int64_t axis, int32_t rank, int32_t* resolved) {
  if (axis < 0) axis += rank;
  if (axis < 0 || axis >= rank) return Status::kIndexOutOfRange;
  *resolved = static_cast<int32_t>(axis);
  return Status::kOk;
}

Status ResolveConstantAxis(const Tensor& axis, int32_t rank, int32_t* resolved) {
  if (axis.type != Type::kInt32) return Blame(axis, Status::kUnsupportedType);
  if (axis.data == nullptr) return Blame(axis, Status::kUnsupportedShape);
  return ResolveAxis(*static_cast<const int32_t*>(axis.data), rank, resolved);
}

int32_t Product(const Shape& shape, int32_t begin, int32_t end) {
  int32_t product = 1;
  for (int32_t d = begin; d < end; ++d) product *= shape.dims[d];
  return product;
}

void Strides(const Shape& shape, int32_t* strides) {
  int32_t stride = 1;
  for (int32_t d = shape.rank - 1; d >= 0; --d) {
    strides[d] = stride;
    stride *= shape.dims[d];
  }
}

Status CheckIntegers(const Tensor& tensor, int32_t count) {
  if (tensor.type != Type::kInt32 && tensor.type != Type::kInt64) {
    return Blame(tensor, Status::kUnsupportedType);
  }
  const bool fits = tensor.shape.rank == 1 && tensor.shape.dims[0] == count;
  return fits ? Status::kOk : Blame(tensor, Status::kBadShape);
}

int64_t IntegerAt(const void* data, Type type, int32_t index) {
  switch (type) {
    case Type::kInt8:
      return static_cast<const int8_t*>(data)[index];
    case Type::kInt16:
      return static_cast<const int16_t*>(data)[index];
    case Type::kInt32:
      return static_cast<const int32_t*>(data)[index];
    default:
      return static_cast<const int64_t*>(data)[index];
  }
}

Status CheckIndices(const int32_t* indices, int32_t count, int32_t limit) {
  for (int32_t i = 0; i < count; ++i) {
    if (indices[i] < 0 || indices[i] >= limit) return Status::kIndexOutOfRange;
  }
  return Status::kOk;
}

float ScaleOf(const Tensor& tensor) {
  return tensor.quantization.scales == nullptr ? 0.0f : tensor.quantization.scales[0];
}

uint8_t ZeroByte(const Tensor& tensor) {
  return TypeBytes(tensor.type) == 1 ? static_cast<uint8_t>(tensor.quantization.zero_point) : 0;
}

}  // namespace assay::kernels
