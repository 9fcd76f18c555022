#include "kernels/operators/cast.h"

#include <concepts>
#include <limits>

#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

template <typename To, typename From>
To Convert(From x) {
  return static_cast<To>(x);
}

template <std::signed_integral To>
To Convert(float x) {
  constexpr auto kMin = static_cast<float>(std::numeric_limits<To>::min());
  if (x != x) return 0;
  if (x < kMin) return std::numeric_limits<To>::min();
  if (x >= -kMin) return std::numeric_limits<To>::max();
  return static_cast<To>(x);
}

template <typename To, typename From>
void CastAll(int32_t elements, const From* input, void* output) {
  for (int32_t i = 0; i < elements; ++i) static_cast<To*>(output)[i] = Convert<To>(input[i]);
}

// A bool as it lies in memory, where any byte may be.
struct Byte {
  uint8_t value;
  template <typename To>
  explicit operator To() const {
    return static_cast<To>(value != 0);
  }
};

template <typename From>
Status Cast(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const CastParams*>(params);
  const auto* input = static_cast<const From*>(buffers.inputs[0]);
  void* output = buffers.outputs[0];
  switch (p.output) {
    case Type::kFloat32:
      CastAll<float>(p.elements, input, output);
      break;
    case Type::kInt8:
      CastAll<int8_t>(p.elements, input, output);
      break;
    case Type::kInt16:
      CastAll<int16_t>(p.elements, input, output);
      break;
    case Type::kInt32:
      CastAll<int32_t>(p.elements, input, output);
      break;
    default:
      CastAll<bool>(p.elements, input, output);
      break;
  }
  return Status::kOk;
}

Status CastBool(const void* params, const Buffers& buffers) { return Cast<Byte>(params, buffers); }

constexpr Kernel kCast = {
    .opcode = Opcode::kCast, .params_bytes = ParamsBytes<CastParams>(), .prepare = PrepareCast};

}  // namespace

constexpr Kernel rows::kCastFloat = kCast.For(Type::kFloat32, Cast<float>);
constexpr Kernel rows::kCastInt8 = kCast.For(Type::kInt8, Cast<int8_t>);
constexpr Kernel rows::kCastInt16 = kCast.For(Type::kInt16, Cast<int16_t>);
constexpr Kernel rows::kCastInt32 = kCast.For(Type::kInt32, Cast<int32_t>);
constexpr Kernel rows::kCastBool = kCast.For(Type::kBool, CastBool);

}  // namespace assay::kernels::reference
