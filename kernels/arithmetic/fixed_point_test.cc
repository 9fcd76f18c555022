#include "kernels/arithmetic/fixed_point.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace assay::kernels {
namespace {

constexpr int32_t kMax = std::numeric_limits<int32_t>::max();

TEST(FixedPointTest, ShiftsSaturate) {
  EXPECT_EQ(SaturatingShiftLeft(3, 4), 48);
  EXPECT_EQ(SaturatingShiftLeft(-3, 4), -48);
  EXPECT_EQ(SaturatingShiftLeft(1 << 30, 1), kMax);
  EXPECT_EQ(SaturatingShiftLeft(-(1 << 30), 1), std::numeric_limits<int32_t>::min());
  EXPECT_EQ(SaturatingShiftLeft(-(1 << 30), 2), std::numeric_limits<int32_t>::min());
}

TEST(FixedPointTest, ExpIsWithinItsPrecisionEverywhere) {
  EXPECT_EQ(ExpOfNegative(0), kMax);
  for (int64_t x = 0; x >= std::numeric_limits<int32_t>::min(); x -= 99991) {
    const double exact = std::exp(std::ldexp(static_cast<double>(x), -26));
    ASSERT_NEAR(std::ldexp(ExpOfNegative(static_cast<int32_t>(x)), -31), exact, 3e-7) << x;
  }
}

TEST(FixedPointTest, OneOverOnePlusIsWithinItsPrecisionEverywhere) {
  for (int64_t x = 0; x <= kMax; x += 99991) {
    const double exact = 1 / (1 + std::ldexp(static_cast<double>(x), -31));
    ASSERT_NEAR(std::ldexp(OneOverOnePlus(static_cast<int32_t>(x)), -31), exact, 1e-8) << x;
  }
}

TEST(FixedPointTest, ReciprocalsKeepTheirScale) {
  for (const double real : {1.0, 1.5, 2.0, 3.25, 100.0, 2047.0}) {
    const Reciprocal reciprocal = ReciprocalOf(static_cast<int32_t>(real * (1 << 19)), 12);
    EXPECT_NEAR(std::ldexp(reciprocal.value, -31 - reciprocal.bits_over_unit), 1 / real, 1e-8 / real);
  }
}

TEST(FixedPointTest, SigmoidsAreWithinTheirPrecisionEverywhere) {
  EXPECT_EQ(Logistic(0), 1 << 30);
  EXPECT_EQ(Tanh(0), 0);
  for (int64_t x = -kMax; x <= kMax; x += 99991) {
    const double real = std::ldexp(static_cast<double>(x), -27);
    ASSERT_NEAR(std::ldexp(Logistic(static_cast<int32_t>(x)), -31), 1 / (1 + std::exp(-real)), 3e-7) << x;
    ASSERT_NEAR(std::ldexp(Tanh(static_cast<int32_t>(x)), -31), std::tanh(real), 6e-7) << x;
  }
}

TEST(FixedPointTest, LogarithmsAreWithinTheirPrecisionEverywhere) {
  for (int64_t x = 1 << 19; x <= kMax; x += 99991) {
    const double real = std::log(std::ldexp(static_cast<double>(x), -19));
    ASSERT_NEAR(std::ldexp(LogOfAtLeastOne(static_cast<int32_t>(x)), -26), real, 2e-6) << x;
  }
}

TEST(FixedPointTest, InverseRootsAreWithinTheirPrecisionEverywhere) {
  const auto real = [](int32_t x) {
    const Multiplier multiplier = InverseSqrt(x);
    return std::ldexp(multiplier.value, multiplier.shift - 31);
  };
  EXPECT_NEAR(real(0), 1, 1e-9);
  for (int64_t x = 1; x <= kMax; x += x / 64 + 1) {
    const auto value = static_cast<int32_t>(x);
    ASSERT_NEAR(real(value) * std::sqrt(static_cast<double>(x)), 1, 1e-5) << x;
    ASSERT_LE(InverseSqrt(value).shift, 0);
  }
}

}  // namespace
}  // namespace assay::kernels
