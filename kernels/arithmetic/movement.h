// What the operators that only move elements share: checks of types, axes and indices. They work on element
// sizes, so they could move any type of whole bytes.
#ifndef ASSAY_KERNELS_ARITHMETIC_MOVEMENT_H_
#define ASSAY_KERNELS_ARITHMETIC_MOVEMENT_H_

#include <initializer_list>

#include "kernels/kernel.h"

namespace assay::kernels {

// A set of element types.
class TypeSet {
 public:
  constexpr TypeSet(std::initializer_list<Type> types) {
    for (const Type type : types) bits_ |= 1U << static_cast<uint32_t>(type);
  }
  constexpr bool Has(Type type) const {
    return type != Type::kNone && (bits_ >> static_cast<uint32_t>(type) & 1) != 0;
  }

 private:
  uint32_t bits_ = 0;
};

// Types whose elements may be copied anywhere: not int4, of which two share a byte, and not a variable's
// handle.
inline constexpr TypeSet kMovableTypes = {Type::kFloat32, Type::kInt32, Type::kUInt8, Type::kInt64,
                                          Type::kBool,    Type::kInt16, Type::kInt8};
// Most operators that could move any of them are defined by the reference for fewer.
inline constexpr TypeSet kActivationTypes = {Type::kFloat32, Type::kInt8, Type::kInt16};
inline constexpr TypeSet kActivationOrIndexTypes = {Type::kFloat32, Type::kInt8, Type::kInt16, Type::kInt32};
inline constexpr TypeSet kSlicedTypes = {Type::kFloat32, Type::kInt8, Type::kInt16, Type::kInt32,
                                         Type::kBool};

// Both tensors have the same type, and it is one of `types`. Else kUnsupportedType.
Status CheckMovable(const Tensor& from, const Tensor& to, TypeSet types = kMovableTypes);

// An axis, counted from the end if negative, as one of [0, rank). Else kIndexOutOfRange.
Status ResolveAxis(int64_t axis, int32_t rank, int32_t* resolved);

// The same of the first value of a constant int32 tensor; kUnsupportedShape if it is not constant.
Status ResolveConstantAxis(const Tensor& axis, int32_t rank, int32_t* resolved);

// The product of the dimensions [begin, end).
int32_t Product(const Shape& shape, int32_t begin, int32_t end);

// How far, in elements, the next element along each dimension lies.
void Strides(const Shape& shape, int32_t* strides);

// A vector of `count` values of int32 or int64. Else kUnsupportedType or kBadShape.
Status CheckIntegers(const Tensor& tensor, int32_t count);

// A value of a tensor of int8, int16, int32 or int64.
int64_t IntegerAt(const void* data, Type type, int32_t index);

// Whether all `count` indices are in [0, limit). Else kIndexOutOfRange.
Status CheckIndices(const int32_t* indices, int32_t count, int32_t limit);

// The first of a tensor's scales, the only one there should be; 0 if it is not quantised.
float ScaleOf(const Tensor& tensor);

// What zero is in a tensor of one byte an element; 0 for other types, whose zero is all bytes 0.
uint8_t ZeroByte(const Tensor& tensor);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_ARITHMETIC_MOVEMENT_H_
