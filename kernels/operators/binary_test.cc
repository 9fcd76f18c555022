#include "kernels/operators/binary.h"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Float;
using testing::Value;

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kLargest = std::numeric_limits<float>::max();
constexpr int32_t kMin = std::numeric_limits<int32_t>::min();
constexpr int32_t kMax = std::numeric_limits<int32_t>::max();

Value Int32(std::vector<int32_t> dims, std::vector<int32_t> values = {}) {
  return {.dims = std::move(dims), .scales = {}, .type = Type::kInt32, .int32 = std::move(values)};
}
Value Bool(std::vector<int32_t> dims, std::vector<int8_t> values = {}) {
  return {.dims = std::move(dims), .scales = {}, .type = Type::kBool, .int8 = std::move(values)};
}

testing::Outcome Compute(Opcode opcode, const Value& a, const Value& b, const Value& output,
                         Activation activation = Activation::kNone) {
  if (opcode == Opcode::kAdd || opcode == Opcode::kSub) {
    return testing::RunKernel(kReference, opcode, AddOptions{activation, true}, {a, b}, output);
  }
  return testing::RunKernel(kReference, opcode, ActivationOptions{activation}, {a, b}, output);
}
std::vector<float> Floats(Opcode opcode, const Value& a, const Value& b,
                          Activation activation = Activation::kNone) {
  return Compute(opcode, a, b, Float(a.dims), activation).output_as<float>();
}
std::vector<int32_t> Ints(Opcode opcode, const Value& a, const Value& b,
                          Activation activation = Activation::kNone) {
  return Compute(opcode, a, b, Int32(a.dims), activation).output_as<int32_t>();
}

TEST(BinaryTest, ComputesWithFloats) {
  const Value a = Float({3}, {7.5f, -2, kInfinity});
  const Value b = Float({}, {-2});
  EXPECT_THAT(Floats(Opcode::kAdd, a, b), ElementsAre(5.5f, -4, kLargest));
  EXPECT_THAT(Floats(Opcode::kSub, a, b, Activation::kRelu6), ElementsAre(6, 0, 6));
  EXPECT_THAT(Floats(Opcode::kMul, a, b, Activation::kReluN1To1), ElementsAre(-1, 1, -1));
  EXPECT_THAT(Floats(Opcode::kDiv, a, b), ElementsAre(-3.75f, 1, -kLargest));
  EXPECT_THAT(Floats(Opcode::kSquaredDifference, a, b), ElementsAre(90.25f, 0, kInfinity));
  EXPECT_THAT(Floats(Opcode::kMaximum, a, b), ElementsAre(7.5f, -2, kInfinity));
  EXPECT_THAT(Floats(Opcode::kMinimum, a, b), ElementsAre(-2, -2, -2));
}

TEST(BinaryTest, Int32Wraps) {
  const Value a = Int32({2}, {kMax, kMin});
  EXPECT_THAT(Ints(Opcode::kAdd, a, Int32({}, {1})), ElementsAre(kMin, kMin + 1));
  EXPECT_THAT(Ints(Opcode::kSub, a, Int32({}, {1}), Activation::kRelu6), ElementsAre(6, 6));
  EXPECT_THAT(Ints(Opcode::kMul, a, Int32({}, {2})), ElementsAre(-2, 0));
  EXPECT_THAT(Ints(Opcode::kDiv, a, Int32({}, {-1})), ElementsAre(-kMax, kMin));
  EXPECT_EQ(Compute(Opcode::kDiv, a, Int32({2}, {1, 0}), a).status, Status::kDivisionByZero);
}

TEST(BinaryTest, FloorDivRoundsDown) {
  const auto divide = [](float a, float b) {
    return Floats(Opcode::kFloorDiv, Float({1}, {a}), Float({1}, {b}))[0];
  };
  EXPECT_EQ(divide(7, 2), 3);
  EXPECT_EQ(divide(-7, 2), -4);
  EXPECT_EQ(divide(-8, 2), -4);
  EXPECT_EQ(divide(-0.25f, 1), -1);
  EXPECT_TRUE(std::signbit(divide(0, -1)));
  EXPECT_EQ(divide(kLargest, 0.5f), kInfinity);
  EXPECT_EQ(Compute(Opcode::kFloorDiv, Float({1}, {1}), Float({1}, {-0.0f}), Float({1})).status,
            Status::kDivisionByZero);
}

TEST(BinaryTest, FloorModTakesTheSignOfTheDivisor) {
  const auto modulo = [](float a, float b) {
    return Floats(Opcode::kFloorMod, Float({1}, {a}), Float({1}, {b}))[0];
  };
  EXPECT_EQ(modulo(7, 3), 1);
  EXPECT_EQ(modulo(-7, 3), 2);
  EXPECT_EQ(modulo(7, -3), -2);
  EXPECT_EQ(modulo(-7, -3), -1);
  EXPECT_EQ(modulo(-7, kInfinity), kInfinity);
  for (const float a : {kLargest, 1e30f, 123456.7f, 3.5e-38f, 1e-44f}) {
    for (const float b : {1.1f, 3e-39f, 1e-45f, 7e37f, 0.3f}) EXPECT_EQ(modulo(a, b), std::fmod(a, b));
  }
  EXPECT_TRUE(std::isnan(modulo(1, 0)));
  EXPECT_TRUE(std::isnan(modulo(kInfinity, 1)));
}

TEST(BinaryTest, Compares) {
  const Value a = Int32({3}, {1, 2, 3});
  const Value b = Int32({1}, {2});
  const auto compare = [&](Opcode opcode) { return Compute(opcode, a, b, Bool({3})).output; };
  EXPECT_THAT(compare(Opcode::kEqual), ElementsAre(0, 1, 0));
  EXPECT_THAT(compare(Opcode::kNotEqual), ElementsAre(1, 0, 1));
  EXPECT_THAT(compare(Opcode::kGreater), ElementsAre(0, 0, 1));
  EXPECT_THAT(compare(Opcode::kGreaterEqual), ElementsAre(0, 1, 1));
  EXPECT_THAT(compare(Opcode::kLess), ElementsAre(1, 0, 0));
  EXPECT_THAT(compare(Opcode::kLessEqual), ElementsAre(1, 1, 0));
}

TEST(BinaryTest, AnyByteButZeroIsTrue) {
  const Value a = Bool({4}, {0, 0, 1, 2});
  const Value b = Bool({4}, {0, 4, 0, 1});
  EXPECT_THAT(Compute(Opcode::kLogicalAnd, a, b, Bool({4})).output, ElementsAre(0, 0, 0, 1));
  EXPECT_THAT(Compute(Opcode::kLogicalOr, a, b, Bool({4})).output, ElementsAre(0, 1, 1, 1));
  EXPECT_THAT(Compute(Opcode::kEqual, a, b, Bool({4})).output, ElementsAre(1, 0, 0, 1));
}

TEST(BinaryTest, CombinesIntegersBitByBit) {
  for (const Type type : {Type::kInt8, Type::kUInt8}) {
    Value a = Bool({2}, {6, 1});
    Value b = Bool({2}, {3, 2});
    a.type = b.type = type;
    EXPECT_THAT(Compute(Opcode::kLogicalAnd, a, b, a).output, ElementsAre(2, 0));
    EXPECT_THAT(Compute(Opcode::kLogicalOr, a, b, a).output, ElementsAre(7, 3));
  }
}

TEST(BinaryTest, RefusesContradictions) {
  const Value a = Float({2}, {1, 2});
  EXPECT_EQ(Compute(Opcode::kAdd, a, a, a, static_cast<Activation>(6)).status, Status::kUnsupportedOption);
  EXPECT_EQ(Compute(Opcode::kAdd, a, Int32({2}, {1, 2}), a).status, Status::kUnsupportedType);
  EXPECT_EQ(Compute(Opcode::kMaximum, a, a, Int32({2})).status, Status::kUnsupportedType);
  EXPECT_EQ(Compute(Opcode::kLess, a, a, a).status, Status::kUnsupportedType);
  EXPECT_EQ(Compute(Opcode::kMinimum, a, Float({3}, {1, 2, 3}), a).status, Status::kBadShape);
  Value scaled = Int32({2}, {1, 2});
  scaled.scales = {0.5f};
  EXPECT_EQ(Compute(Opcode::kSub, scaled, scaled, Int32({2})).status, Status::kBadQuantization);
}

}  // namespace
}  // namespace assay::kernels
