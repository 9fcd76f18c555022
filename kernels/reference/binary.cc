#include "kernels/operators/binary.h"

#include <cstdint>
#include <functional>
#include <limits>

#include "kernels/arithmetic/quantize.h"
#include "kernels/reference/real_remainder.h"
#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

const BinaryParams& ParamsOf(const void* params) { return *static_cast<const BinaryParams*>(params); }

FloatRange RangeOf(float, Activation activation) {
  FloatRange range;
  ActivationRange(activation, &range);
  return range;
}

Range RangeOf(int32_t, Activation activation) {
  constexpr int32_t kMin = std::numeric_limits<int32_t>::min();
  constexpr int32_t kMax = std::numeric_limits<int32_t>::max();
  switch (activation) {
    case Activation::kRelu:
      return {0, kMax};
    case Activation::kRelu6:
      return {0, 6};
    case Activation::kReluN1To1:
      return {-1, 1};
    default:
      return {kMin, kMax};
  }
}

template <typename T, typename Function>
Status WithActivation(const void* params, const Buffers& buffers, Function function) {
  const BinaryParams& p = ParamsOf(params);
  const auto range = RangeOf(T(), p.activation);
  ForEachPair<T, T, T>(p.broadcast, buffers,
                       [&](T a, T b) { return Clamp(function(a, b), range.min, range.max); });
  return Status::kOk;
}

template <typename T, typename Function>
Status Plain(const void* params, const Buffers& buffers, Function function) {
  ForEachPair<T, T, T>(ParamsOf(params).broadcast, buffers, function);
  return Status::kOk;
}

float Quotient(float a, float b) { return a / b; }

// The only quotient that int32 cannot hold, INT32_MIN / -1, wraps.
int32_t Quotient(int32_t a, int32_t b) { return b == -1 ? 0 - a : a / b; }

// Truncated towards minus infinity; the sign of a zero stays.
double Floor(double x) {
  constexpr double kAllIntegers = 4503599627370496.0;  // 2^52: from here on there are no fractions
  if (!(x > -kAllIntegers && x < kAllIntegers)) return x;
  const auto truncated = static_cast<double>(static_cast<int64_t>(x));
  if (truncated == x) return x;
  return truncated > x ? truncated - 1 : truncated;
}

template <typename T>
bool HasZero(const void* values, const Broadcast& broadcast, int32_t input) {
  BroadcastRows rows(broadcast);
  do {
    const T* row = static_cast<const T*>(values) + rows.start(input);
    for (int32_t i = 0; i < rows.length(); ++i) {
      if (row[i * rows.step(input)] == 0) return true;
    }
  } while (rows.Next());
  return false;
}

template <typename T>
Status Add(const void* params, const Buffers& buffers) {
  return WithActivation<T>(params, buffers, std::plus<T>());
}

// The activation of an int32 ADD is ignored, as in TensorFlow Lite Micro.
template <>
Status Add<int32_t>(const void* params, const Buffers& buffers) {
  return Plain<int32_t>(params, buffers, std::plus<int32_t>());
}

template <typename T>
Status Sub(const void* params, const Buffers& buffers) {
  return WithActivation<T>(params, buffers, std::minus<T>());
}

template <typename T>
Status Mul(const void* params, const Buffers& buffers) {
  return WithActivation<T>(params, buffers, std::multiplies<T>());
}

template <typename T>
Status Div(const void* params, const Buffers& buffers) {
  if (std::numeric_limits<T>::is_integer && HasZero<T>(buffers.inputs[1], ParamsOf(params).broadcast, 1)) {
    return Status::kDivisionByZero;
  }
  return WithActivation<T>(params, buffers, [](T a, T b) { return Quotient(a, b); });
}

template <typename T>
Status SquaredDifference(const void* params, const Buffers& buffers) {
  return Plain<T>(params, buffers, [](T a, T b) { return (a - b) * (a - b); });
}

template <typename T>
Status Maximum(const void* params, const Buffers& buffers) {
  return Plain<T>(params, buffers, [](T a, T b) { return a > b ? a : b; });
}

template <typename T>
Status Minimum(const void* params, const Buffers& buffers) {
  return Plain<T>(params, buffers, [](T a, T b) { return a < b ? a : b; });
}

Status FloorDiv(const void* params, const Buffers& buffers) {
  if (HasZero<float>(buffers.inputs[1], ParamsOf(params).broadcast, 1)) return Status::kDivisionByZero;
  return Plain<float>(params, buffers, [](float a, float b) {
    return static_cast<float>(Floor(static_cast<double>(a) / static_cast<double>(b)));
  });
}

Status FloorMod(const void* params, const Buffers& buffers) {
  return Plain<float>(params, buffers, [](float a, float b) {
    const float remainder = Remainder(a, b);
    return remainder != 0 && (b < 0) != (remainder < 0) ? remainder + b : remainder;
  });
}

// StoredBool, or uint8_t for integers of one byte.
template <typename T>
Status LogicalAnd(const void* params, const Buffers& buffers);
template <>
Status LogicalAnd<StoredBool>(const void* params, const Buffers& buffers) {
  return Plain<StoredBool>(params, buffers, std::logical_and<bool>());
}
template <>
Status LogicalAnd<uint8_t>(const void* params, const Buffers& buffers) {
  return Plain<uint8_t>(params, buffers, std::bit_and<uint8_t>());
}

template <typename T>
Status LogicalOr(const void* params, const Buffers& buffers);
template <>
Status LogicalOr<StoredBool>(const void* params, const Buffers& buffers) {
  return Plain<StoredBool>(params, buffers, std::logical_or<bool>());
}
template <>
Status LogicalOr<uint8_t>(const void* params, const Buffers& buffers) {
  return Plain<uint8_t>(params, buffers, std::bit_or<uint8_t>());
}

template <typename T, typename Comparison>
Status Compare(const void* params, const Buffers& buffers) {
  ForEachPair<T, T, StoredBool>(ParamsOf(params).broadcast, buffers, Comparison());
  return Status::kOk;
}

consteval Kernel Row(Opcode opcode, PrepareFunction* prepare) {
  return {.opcode = opcode, .params_bytes = ParamsBytes<BinaryParams>(), .prepare = prepare};
}

constexpr Kernel kAdd = Row(Opcode::kAdd, PrepareArithmetic);
constexpr Kernel kDiv = Row(Opcode::kDiv, PrepareArithmetic);
constexpr Kernel kEqual = Row(Opcode::kEqual, PrepareComparison);
constexpr Kernel kGreater = Row(Opcode::kGreater, PrepareComparison);
constexpr Kernel kGreaterEqual = Row(Opcode::kGreaterEqual, PrepareComparison);
constexpr Kernel kLess = Row(Opcode::kLess, PrepareComparison);
constexpr Kernel kLessEqual = Row(Opcode::kLessEqual, PrepareComparison);
constexpr Kernel kLogicalAnd = Row(Opcode::kLogicalAnd, PrepareBinary);
constexpr Kernel kLogicalOr = Row(Opcode::kLogicalOr, PrepareBinary);
constexpr Kernel kMaximum = Row(Opcode::kMaximum, PrepareBinary);
constexpr Kernel kMinimum = Row(Opcode::kMinimum, PrepareBinary);
constexpr Kernel kMul = Row(Opcode::kMul, PrepareArithmetic);
constexpr Kernel kNotEqual = Row(Opcode::kNotEqual, PrepareComparison);
constexpr Kernel kSquaredDifference = Row(Opcode::kSquaredDifference, PrepareBinary);
constexpr Kernel kSub = Row(Opcode::kSub, PrepareArithmetic);

}  // namespace

constexpr Kernel rows::kAddInt32 = kAdd.For(Type::kInt32, Add<int32_t>);
constexpr Kernel rows::kAddFloat = kAdd.For(Type::kFloat32, Add<float>);
constexpr Kernel rows::kDivInt32 = kDiv.For(Type::kInt32, Div<int32_t>);
constexpr Kernel rows::kDivFloat = kDiv.For(Type::kFloat32, Div<float>);
constexpr Kernel rows::kEqualInt32 = kEqual.For(Type::kInt32, Compare<int32_t, std::equal_to<>>);
constexpr Kernel rows::kEqualInt64 = kEqual.For(Type::kInt64, Compare<int64_t, std::equal_to<>>);
constexpr Kernel rows::kEqualFloat = kEqual.For(Type::kFloat32, Compare<float, std::equal_to<>>);
constexpr Kernel rows::kEqualBool = kEqual.For(Type::kBool, Compare<StoredBool, std::equal_to<>>);
constexpr Kernel rows::kFloorDivFloat = Row(Opcode::kFloorDiv, PrepareBinary).For(Type::kFloat32, FloorDiv);
constexpr Kernel rows::kFloorModFloat = Row(Opcode::kFloorMod, PrepareBinary).For(Type::kFloat32, FloorMod);
constexpr Kernel rows::kGreaterInt32 = kGreater.For(Type::kInt32, Compare<int32_t, std::greater<>>);
constexpr Kernel rows::kGreaterInt64 = kGreater.For(Type::kInt64, Compare<int64_t, std::greater<>>);
constexpr Kernel rows::kGreaterFloat = kGreater.For(Type::kFloat32, Compare<float, std::greater<>>);
constexpr Kernel rows::kGreaterEqualInt32 =
    kGreaterEqual.For(Type::kInt32, Compare<int32_t, std::greater_equal<>>);
constexpr Kernel rows::kGreaterEqualInt64 =
    kGreaterEqual.For(Type::kInt64, Compare<int64_t, std::greater_equal<>>);
constexpr Kernel rows::kGreaterEqualFloat =
    kGreaterEqual.For(Type::kFloat32, Compare<float, std::greater_equal<>>);
constexpr Kernel rows::kLessInt32 = kLess.For(Type::kInt32, Compare<int32_t, std::less<>>);
constexpr Kernel rows::kLessInt64 = kLess.For(Type::kInt64, Compare<int64_t, std::less<>>);
constexpr Kernel rows::kLessFloat = kLess.For(Type::kFloat32, Compare<float, std::less<>>);
constexpr Kernel rows::kLessEqualInt32 = kLessEqual.For(Type::kInt32, Compare<int32_t, std::less_equal<>>);
constexpr Kernel rows::kLessEqualInt64 = kLessEqual.For(Type::kInt64, Compare<int64_t, std::less_equal<>>);
constexpr Kernel rows::kLessEqualFloat = kLessEqual.For(Type::kFloat32, Compare<float, std::less_equal<>>);
constexpr Kernel rows::kLogicalAndBool = kLogicalAnd.For(Type::kBool, LogicalAnd<StoredBool>);
constexpr Kernel rows::kLogicalAndInt8 = kLogicalAnd.For(Type::kInt8, LogicalAnd<uint8_t>);
constexpr Kernel rows::kLogicalAndUInt8 = kLogicalAnd.For(Type::kUInt8, LogicalAnd<uint8_t>);
constexpr Kernel rows::kLogicalOrBool = kLogicalOr.For(Type::kBool, LogicalOr<StoredBool>);
constexpr Kernel rows::kLogicalOrInt8 = kLogicalOr.For(Type::kInt8, LogicalOr<uint8_t>);
constexpr Kernel rows::kLogicalOrUInt8 = kLogicalOr.For(Type::kUInt8, LogicalOr<uint8_t>);
constexpr Kernel rows::kMaximumInt8 = kMaximum.For(Type::kInt8, Maximum<int8_t>);
constexpr Kernel rows::kMaximumInt16 = kMaximum.For(Type::kInt16, Maximum<int16_t>);
constexpr Kernel rows::kMaximumInt32 = kMaximum.For(Type::kInt32, Maximum<int32_t>);
constexpr Kernel rows::kMaximumInt64 = kMaximum.For(Type::kInt64, Maximum<int64_t>);
constexpr Kernel rows::kMaximumFloat = kMaximum.For(Type::kFloat32, Maximum<float>);
constexpr Kernel rows::kMinimumInt8 = kMinimum.For(Type::kInt8, Minimum<int8_t>);
constexpr Kernel rows::kMinimumInt16 = kMinimum.For(Type::kInt16, Minimum<int16_t>);
constexpr Kernel rows::kMinimumInt32 = kMinimum.For(Type::kInt32, Minimum<int32_t>);
constexpr Kernel rows::kMinimumInt64 = kMinimum.For(Type::kInt64, Minimum<int64_t>);
constexpr Kernel rows::kMinimumFloat = kMinimum.For(Type::kFloat32, Minimum<float>);
constexpr Kernel rows::kMulInt32 = kMul.For(Type::kInt32, Mul<int32_t>);
constexpr Kernel rows::kMulFloat = kMul.For(Type::kFloat32, Mul<float>);
constexpr Kernel rows::kNotEqualInt32 = kNotEqual.For(Type::kInt32, Compare<int32_t, std::not_equal_to<>>);
constexpr Kernel rows::kNotEqualInt64 = kNotEqual.For(Type::kInt64, Compare<int64_t, std::not_equal_to<>>);
constexpr Kernel rows::kNotEqualFloat = kNotEqual.For(Type::kFloat32, Compare<float, std::not_equal_to<>>);
constexpr Kernel rows::kNotEqualBool = kNotEqual.For(Type::kBool, Compare<StoredBool, std::not_equal_to<>>);
constexpr Kernel rows::kSquaredDifferenceInt32 =
    kSquaredDifference.For(Type::kInt32, SquaredDifference<int32_t>);
constexpr Kernel rows::kSquaredDifferenceFloat =
    kSquaredDifference.For(Type::kFloat32, SquaredDifference<float>);
constexpr Kernel rows::kSubInt32 = kSub.For(Type::kInt32, Sub<int32_t>);
constexpr Kernel rows::kSubFloat = kSub.For(Type::kFloat32, Sub<float>);

}  // namespace assay::kernels::reference
