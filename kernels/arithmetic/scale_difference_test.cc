#include "kernels/arithmetic/scale_difference.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

namespace assay::kernels {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

bool InDouble(float input, float weights, float bias, float output) {
  const double product = static_cast<double>(input) * static_cast<double>(weights);
  return std::fabs(product - static_cast<double>(bias)) / static_cast<double>(output) <= 0.02;
}

class ScaleDifferenceTest : public ::testing::Test {
 protected:
  void Expect(float input, float weights, float bias, float output) {
    const bool fits = InDouble(input, weights, bias, output);
    EXPECT_EQ(BiasScaleFits(input, weights, bias, output), fits)
        << std::hexfloat << input << ' ' << weights << ' ' << bias << ' ' << output;
    ++(fits ? fits_ : differs_);
  }

  // The scales between which the answer changes are among these.
  void ExpectAround(float input, float weights, float bias, float output) {
    if (!(output > 0.0f) || !std::isfinite(output)) return;
    Expect(input, weights, bias, output);
    Expect(input, weights, std::nextafter(bias, kInfinity), output);
    Expect(input, weights, std::nextafter(bias, -kInfinity), output);
    if (output < std::numeric_limits<float>::max()) {
      Expect(input, weights, bias, std::nextafter(output, kInfinity));
    }
    if (output > std::numeric_limits<float>::denorm_min()) {
      Expect(input, weights, bias, std::nextafter(output, 0.0f));
    }
  }

  // Any positive number.
  float Any() {
    const auto bits = static_cast<uint32_t>(random_() % 0x7F7FFFFF) + 1;
    return std::bit_cast<float>(bits);
  }
  float Scale(int32_t bits, int32_t range) {
    const auto significand = static_cast<float>(1 + random_() % (UINT64_C(1) << bits));
    return std::ldexp(significand, static_cast<int>(random_() % static_cast<uint64_t>(range)) - range / 2);
  }

  std::mt19937_64 random_{1};
  int fits_ = 0, differs_ = 0;
};

TEST_F(ScaleDifferenceTest, IsTheAnswerOfDoubles) {
  for (int i = 0; i < 200'000 && !HasFailure(); ++i) {
    Expect(Any(), Any(), Any(), Any());
    Expect(Any(), Any(), -Any(), Any());
  }
  EXPECT_GT(fits_, 1000);
  EXPECT_GT(differs_, 1000);
}

TEST_F(ScaleDifferenceTest, IsTheAnswerOfDoublesWhereItChanges) {
  for (int i = 0; i < 100'000 && !HasFailure(); ++i) {
    const int32_t bits = i % 2 == 0 ? 24 : 6;  // few bits make ties
    const float input = Scale(bits, 30);
    const float weights = Scale(bits, 30);
    const double product = static_cast<double>(input) * static_cast<double>(weights);
    const double off = std::ldexp(static_cast<double>(random_() % 2001) / 1000 - 1, -(i % 40));
    const float bias = i % 8 == 0 ? 0.0f : static_cast<float>(product * (1 + off) * (i % 5 == 0 ? -1 : 1));
    const double distance = std::fabs(product - static_cast<double>(bias));
    ExpectAround(input, weights, bias, static_cast<float>(50 * distance));
    const float output = Scale(bits, 30);
    ExpectAround(input, weights, static_cast<float>(product - 0.02 * static_cast<double>(output)), output);
    ExpectAround(input, weights, static_cast<float>(product + 0.02 * static_cast<double>(output)), output);
  }
  EXPECT_GT(fits_, 1000);
  EXPECT_GT(differs_, 1000);
}

TEST_F(ScaleDifferenceTest, Extremes) {
  const float sizes[] = {std::numeric_limits<float>::denorm_min(), 1.0f, std::numeric_limits<float>::max()};
  for (const float bias :
       {0.0f, -0.0f, std::nanf(""), kInfinity, -kInfinity, sizes[0], -sizes[0], sizes[2]}) {
    for (const float input : sizes) {
      for (const float weights : sizes) {
        for (const float output : sizes) Expect(input, weights, bias, output);
      }
    }
  }
}

TEST_F(ScaleDifferenceTest, ClosenessIsTheAnswerOfDoubles) {
  const auto expect = [this](float a, float b) {
    const bool close = std::fabs(static_cast<double>(a) - static_cast<double>(b)) <= 1e-6;
    EXPECT_EQ(ScalesAreClose(a, b), close) << std::hexfloat << a << ' ' << b;
    EXPECT_EQ(ScalesAreClose(b, a), close) << std::hexfloat << b << ' ' << a;
    ++(close ? fits_ : differs_);
  };
  for (int i = 0; i < 100'000 && !HasFailure(); ++i) {
    expect(Any(), Any());
    const float a = Scale(24, 30) * 1e-6f;
    // About where the answer changes.
    float b = a + static_cast<float>(1e-6);
    for (int step = 0; step < 4; ++step) b = std::nextafter(b, 0.0f);
    for (int step = 0; step < 8; ++step, b = std::nextafter(b, kInfinity)) expect(a, b);
    expect(a, a);
  }
  const float small = std::numeric_limits<float>::denorm_min();
  const float large = std::numeric_limits<float>::max();
  for (const float a : {small, 1e-6f, std::nextafter(1e-6f, 1.0f), 1.0f, large}) {
    for (const float b : {small, 1e-6f, 1.0f, large}) expect(a, b);
  }
  EXPECT_GT(fits_, 1000);
  EXPECT_GT(differs_, 1000);
}

}  // namespace
}  // namespace assay::kernels
