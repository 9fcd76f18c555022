#include "kernels/square_root.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

namespace assay::kernels {
namespace {

void ExpectRoot(float x) {
  EXPECT_EQ(std::bit_cast<uint32_t>(SquareRoot(x)), std::bit_cast<uint32_t>(std::sqrt(x))) << x;
}

// The host's root is IEEE 754's.
TEST(SquareRootTest, IsCorrectlyRounded) {
  std::mt19937 random(1);
  for (int i = 0; i < 1'000'000; ++i)
    ExpectRoot(std::bit_cast<float>(static_cast<uint32_t>(random() % 0x7F800000U)));
  for (uint32_t bits = 0; bits < 3000; ++bits) {
    ExpectRoot(std::bit_cast<float>(bits));                // subnormal
    ExpectRoot(std::bit_cast<float>(0x00800000U + bits));  // the least normal ones
    ExpectRoot(std::bit_cast<float>(0x7F7FFFFFU - bits));  // the largest
    ExpectRoot(std::bit_cast<float>(0x3F7FFFFFU - bits));  // just below 1
    ExpectRoot(static_cast<float>(bits) * static_cast<float>(bits));
  }
}

TEST(SquareRootTest, WhatIsNoPositiveNumber) {
  EXPECT_TRUE(std::signbit(SquareRoot(-0.0f)));
  EXPECT_EQ(SquareRoot(std::numeric_limits<float>::infinity()), std::numeric_limits<float>::infinity());
  EXPECT_TRUE(std::isnan(SquareRoot(-1.0f)));
  EXPECT_TRUE(std::isnan(SquareRoot(std::numeric_limits<float>::quiet_NaN())));
}

}  // namespace
}  // namespace assay::kernels
