#include "kernels/operators/unary.h"

#include <bit>

#include "kernels/arithmetic/real.h"
#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

float ExpOf(float x) { return static_cast<float>(Exp(static_cast<double>(x))); }

float Logistic(float x) {
  // Above the bound 1 + exp(-x) is 1 in float; below the other the result is exp(x) to its precision.
  if (x > 16.619047164916992188f) return 1.0f;
  if (x < -9.0f) return ExpOf(x);
  return 1.0f / (1.0f + ExpOf(-x));
}

float Round(float x) {  // to nearest, half to even
  const float floor = Floor(x);
  const float fraction = x - floor;
  if (fraction < 0.5f) return floor;
  if (fraction == 0.5f && static_cast<int32_t>(floor) % 2 == 0) return floor;
  return floor + 1.0f;
}

template <Opcode opcode>
float Function(float x) {
  const auto real = static_cast<double>(x);
  switch (opcode) {
    case Opcode::kAbs:
      return std::bit_cast<float>(std::bit_cast<uint32_t>(x) & 0x7FFFFFFF);
    case Opcode::kCeil:
      return Ceil(x);
    case Opcode::kCos:
      return static_cast<float>(Cos(x));
    case Opcode::kElu:
      return x < 0.0f ? static_cast<float>(Expm1(real)) : x;
    case Opcode::kExp:
      return ExpOf(x);
    case Opcode::kFloor:
      return Floor(x);
    case Opcode::kHardSwish: {
      const float shifted = x + 3.0f;
      const float positive = shifted > 0.0f ? shifted : 0.0f;
      return x * (positive < 6.0f ? positive : 6.0f) / 6.0f;
    }
    case Opcode::kLog:
      return static_cast<float>(Log(real));
    case Opcode::kLogistic:
      return Logistic(x);
    case Opcode::kNeg:
      return -x;
    case Opcode::kRelu:
      return x < 0.0f ? 0.0f : x;
    case Opcode::kRelu6:
      return x > 6.0f ? 6.0f : (x < 0.0f ? 0.0f : x);
    case Opcode::kRound:
      return Round(x);
    case Opcode::kRsqrt:
      return 1.0f / static_cast<float>(Sqrt(real));
    case Opcode::kSin:
      return static_cast<float>(Sin(x));
    case Opcode::kSqrt:
      return static_cast<float>(Sqrt(real));
    case Opcode::kSquare:
      return x * x;
    case Opcode::kTanh:
      return static_cast<float>(Tanh(real));
    default:
      return x;
  }
}

template <Opcode opcode>
Status Unary(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const UnaryParams*>(params);
  const auto* input = static_cast<const float*>(buffers.inputs[0]);
  auto* output = static_cast<float*>(buffers.outputs[0]);
  for (int32_t i = 0; i < p.elements; ++i) output[i] = Function<opcode>(input[i]);
  return Status::kOk;
}

template <Opcode opcode>
constexpr Kernel kUnary = {.opcode = opcode,
                           .type = Type::kFloat32,
                           .params_bytes = ParamsBytes<UnaryParams>(),
                           .prepare = PrepareUnary,
                           .eval = Unary<opcode>};

}  // namespace

constexpr Kernel rows::kAbsFloat = kUnary<Opcode::kAbs>;
constexpr Kernel rows::kCeilFloat = kUnary<Opcode::kCeil>;
constexpr Kernel rows::kCosFloat = kUnary<Opcode::kCos>;
constexpr Kernel rows::kEluFloat = kUnary<Opcode::kElu>;
constexpr Kernel rows::kExpFloat = kUnary<Opcode::kExp>;
constexpr Kernel rows::kFloorFloat = kUnary<Opcode::kFloor>;
constexpr Kernel rows::kHardSwishFloat = kUnary<Opcode::kHardSwish>;
constexpr Kernel rows::kLogFloat = kUnary<Opcode::kLog>;
constexpr Kernel rows::kLogisticFloat = kUnary<Opcode::kLogistic>;
constexpr Kernel rows::kNegFloat = kUnary<Opcode::kNeg>;
constexpr Kernel rows::kReluFloat = kUnary<Opcode::kRelu>;
constexpr Kernel rows::kRelu6Float = kUnary<Opcode::kRelu6>;
constexpr Kernel rows::kRoundFloat = kUnary<Opcode::kRound>;
constexpr Kernel rows::kRsqrtFloat = kUnary<Opcode::kRsqrt>;
constexpr Kernel rows::kSinFloat = kUnary<Opcode::kSin>;
constexpr Kernel rows::kSqrtFloat = kUnary<Opcode::kSqrt>;
constexpr Kernel rows::kSquareFloat = kUnary<Opcode::kSquare>;
constexpr Kernel rows::kTanhFloat = kUnary<Opcode::kTanh>;

}  // namespace assay::kernels::reference
