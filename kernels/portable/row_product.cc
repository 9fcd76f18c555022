#include "kernels/portable/row_product.h"

namespace assay::kernels::portable {

void MultiplyRows(const int16_t* inputs, const int8_t* const (&rows)[kRows], int32_t count, int32_t* sums) {
  constexpr int32_t kSteps = 16;
  const int8_t* a = rows[0];
  const int8_t* b = rows[1];
  const int8_t* c = rows[2];
  const int8_t* d = rows[3];
  int32_t sum_a = sums[0];
  int32_t sum_b = sums[1];
  int32_t sum_c = sums[2];
  int32_t sum_d = sums[3];
  const auto step = [&](int32_t i) {
    const int32_t input = inputs[i];
    sum_a += input * a[i];
    sum_b += input * b[i];
    sum_c += input * c[i];
    sum_d += input * d[i];
  };
  const auto advance = [&](int32_t steps) {
    inputs += steps;
    a += steps;
    b += steps;
    c += steps;
    d += steps;
  };
  for (const int16_t* end = inputs + count / kSteps * kSteps; inputs != end; advance(kSteps)) {
#pragma GCC unroll 16
    for (int32_t i = 0; i < kSteps; ++i) step(i);
  }
  for (const int16_t* end = inputs + count % kSteps; inputs != end; advance(1)) step(0);
  sums[0] = sum_a;
  sums[1] = sum_b;
  sums[2] = sum_c;
  sums[3] = sum_d;
}

}  // namespace assay::kernels::portable
