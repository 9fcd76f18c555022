#include "kernels/reference/real_remainder.h"

#include <limits>

namespace assay::kernels::reference {

float Remainder(float a, float b) {
  constexpr float kLargest = std::numeric_limits<float>::max();
  const float divisor = b < 0 ? -b : b;
  float rest = a < 0 ? -a : a;
  if (!(rest <= kLargest) || !(divisor > 0)) return std::numeric_limits<float>::quiet_NaN();
  if (rest < divisor) return a;  // an infinite divisor too
  // Long division in binary. Doubling and halving are exact in double, whose exponents reach far beyond those
  // of float, and so is each difference: it is less than the divisor and a multiple of the smaller one's last
  // place.
  double step = static_cast<double>(divisor);
  double left = static_cast<double>(rest);
  while (step <= left / 2) step *= 2;
  while (step >= static_cast<double>(divisor)) {
    if (left >= step) left -= step;
    step /= 2;
  }
  rest = static_cast<float>(left);
  const bool negative = a < 0;
  return negative ? -rest : rest;
}

}  // namespace assay::kernels::reference
