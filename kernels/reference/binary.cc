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

}  // namespace

template <typename T>
Status Add(const void* params, const Buffers& buffers) {
  return WithActivation<T>(params, buffers, std::plus<T>());
}
template Status Add<float>(const void*, const Buffers&);

// The activation of an int32 ADD is ignored, as in TensorFlow Lite Micro.
template <>
Status Add<int32_t>(const void* params, const Buffers& buffers) {
  return Plain<int32_t>(params, buffers, std::plus<int32_t>());
}

template <typename T>
Status Sub(const void* params, const Buffers& buffers) {
  return WithActivation<T>(params, buffers, std::minus<T>());
}
template Status Sub<float>(const void*, const Buffers&);
template Status Sub<int32_t>(const void*, const Buffers&);

template <typename T>
Status Mul(const void* params, const Buffers& buffers) {
  return WithActivation<T>(params, buffers, std::multiplies<T>());
}
template Status Mul<float>(const void*, const Buffers&);
template Status Mul<int32_t>(const void*, const Buffers&);

template <typename T>
Status Div(const void* params, const Buffers& buffers) {
  if (std::numeric_limits<T>::is_integer && HasZero<T>(buffers.inputs[1], ParamsOf(params).broadcast, 1)) {
    return Status::kDivisionByZero;
  }
  return WithActivation<T>(params, buffers, [](T a, T b) { return Quotient(a, b); });
}
template Status Div<float>(const void*, const Buffers&);
template Status Div<int32_t>(const void*, const Buffers&);

template <typename T>
Status SquaredDifference(const void* params, const Buffers& buffers) {
  return Plain<T>(params, buffers, [](T a, T b) { return (a - b) * (a - b); });
}
template Status SquaredDifference<float>(const void*, const Buffers&);
template Status SquaredDifference<int32_t>(const void*, const Buffers&);

template <typename T>
Status Maximum(const void* params, const Buffers& buffers) {
  return Plain<T>(params, buffers, [](T a, T b) { return a > b ? a : b; });
}
template Status Maximum<float>(const void*, const Buffers&);
template Status Maximum<int8_t>(const void*, const Buffers&);
template Status Maximum<int16_t>(const void*, const Buffers&);
template Status Maximum<int32_t>(const void*, const Buffers&);
template Status Maximum<int64_t>(const void*, const Buffers&);

template <typename T>
Status Minimum(const void* params, const Buffers& buffers) {
  return Plain<T>(params, buffers, [](T a, T b) { return a < b ? a : b; });
}
template Status Minimum<float>(const void*, const Buffers&);
template Status Minimum<int8_t>(const void*, const Buffers&);
template Status Minimum<int16_t>(const void*, const Buffers&);
template Status Minimum<int32_t>(const void*, const Buffers&);
template Status Minimum<int64_t>(const void*, const Buffers&);

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

template <>
Status LogicalAnd<StoredBool>(const void* params, const Buffers& buffers) {
  return Plain<StoredBool>(params, buffers, std::logical_and<bool>());
}
template <>
Status LogicalAnd<uint8_t>(const void* params, const Buffers& buffers) {
  return Plain<uint8_t>(params, buffers, std::bit_and<uint8_t>());
}

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
#define INSTANTIATE(T)                                                      \
  template Status Compare<T, std::equal_to<>>(const void*, const Buffers&); \
  template Status Compare<T, std::not_equal_to<>>(const void*, const Buffers&)
#define INSTANTIATE_ORDERED(T)                                                   \
  INSTANTIATE(T);                                                                \
  template Status Compare<T, std::greater<>>(const void*, const Buffers&);       \
  template Status Compare<T, std::greater_equal<>>(const void*, const Buffers&); \
  template Status Compare<T, std::less<>>(const void*, const Buffers&);          \
  template Status Compare<T, std::less_equal<>>(const void*, const Buffers&)
INSTANTIATE(StoredBool);
INSTANTIATE_ORDERED(float);
INSTANTIATE_ORDERED(int32_t);
INSTANTIATE_ORDERED(int64_t);
#undef INSTANTIATE_ORDERED
#undef INSTANTIATE

}  // namespace assay::kernels::reference
