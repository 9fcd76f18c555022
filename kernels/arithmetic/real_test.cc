#include "kernels/arithmetic/real.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace assay::kernels {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

// Calls `check` with floats all over their range, both zeros and both infinities among them.
template <typename Check>
void ForFloats(Check check) {
  for (uint32_t bits = 0; bits <= 0x7F800000; bits += 0x7F800000 / 65536) {
    check(std::bit_cast<float>(bits));
    check(std::bit_cast<float>(bits | 0x80000000));
  }
}

// Equal, both NaN, or, of finite numbers, equal but for some units of 2^-52.
void ExpectNear(double actual, double expected, float x) {
  if (std::isnan(expected)) {
    EXPECT_TRUE(std::isnan(actual)) << x;
  } else if (std::isinf(expected) || expected == 0) {
    EXPECT_EQ(actual, expected) << x;
    EXPECT_EQ(std::signbit(actual), std::signbit(expected)) << x;
  } else {
    EXPECT_NEAR(actual / expected, 1.0, 2e-15) << x;
  }
}

TEST(RealTest, FunctionsAreWithinSomeUnitsOfTheLastPlaceOfADouble) {
  ForFloats([](float x) {
    const auto real = static_cast<double>(x);
    if (std::abs(real) < 700 || std::isinf(x)) {
      ExpectNear(Exp(real), std::exp(real), x);
      ExpectNear(Expm1(real), std::expm1(real), x);
    }
    ExpectNear(Log(real), std::log(real), x);
    ExpectNear(Sin(x), std::sin(real), x);
    ExpectNear(Cos(x), std::cos(real), x);
    ExpectNear(Tanh(real), std::tanh(real), x);
  });
}

TEST(RealTest, NothingBecomesANumber) {
  const auto nan = static_cast<double>(kNan);
  for (const double y : {Exp(nan), Expm1(nan), Log(nan), Sin(kNan), Cos(kNan), Tanh(nan), Sqrt(nan)}) {
    EXPECT_TRUE(std::isnan(y));
  }
  EXPECT_TRUE(std::isnan(Floor(kNan)));
}

TEST(RealTest, ExpEndsWhereDoublesDo) {
  EXPECT_EQ(Exp(1000.0), std::numeric_limits<double>::infinity());
  EXPECT_EQ(Exp(-1000.0), 0.0);
  EXPECT_EQ(Expm1(-1000.0), -1.0);
}

TEST(RealTest, RootsAreRoundedCorrectly) {
  ForFloats([](float x) {
    const auto real = static_cast<double>(x);
    if (x >= 0 || x == 0) {
      EXPECT_EQ(Sqrt(real), std::sqrt(real));
      EXPECT_EQ(Sqrt(real * 1.1), std::sqrt(real * 1.1));
      EXPECT_EQ(static_cast<float>(Sqrt(real)), std::sqrt(x));
    } else {
      EXPECT_TRUE(std::isnan(Sqrt(real)));
    }
  });
  EXPECT_TRUE(std::signbit(Sqrt(-0.0)));
}

TEST(RealTest, FloorAndCeilAreExact) {
  ForFloats([](float x) {
    EXPECT_EQ(Floor(x), std::floor(x));
    EXPECT_EQ(Ceil(x), std::ceil(x));
  });
  for (const float x : {0.5f, -0.5f, 1.0f, -1.0f, 8388607.5f, -8388607.5f, 8388608.0f, kInfinity}) {
    EXPECT_EQ(Floor(x), std::floor(x));
    EXPECT_EQ(Ceil(x), std::ceil(x));
  }
  EXPECT_TRUE(std::signbit(Ceil(-0.5f)));
}

}  // namespace
}  // namespace assay::kernels
