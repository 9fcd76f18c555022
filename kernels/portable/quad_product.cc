#include "kernels/portable/quad_product.h"

namespace assay::kernels::portable {
namespace {

void AddTo(int32_t (&sums)[4], int64_t low, int64_t high) {
  sums[0] += LowSum(low);
  sums[1] += HighSum(low);
  sums[2] += LowSum(high);
  sums[3] += HighSum(high);
}

}  // namespace

void MultiplyQuads(const Quad* quads, const int8_t* weights_a, const int8_t* weights_b, int32_t count,
                   QuadSums* sums) {
  constexpr int32_t kSteps = 8;
  while (count > 0) {
    const int32_t products = count < kMaxPairProducts ? count : kMaxPairProducts;
    int64_t a_low = kPairSumStart;
    int64_t a_high = kPairSumStart;
    int64_t b_low = kPairSumStart;
    int64_t b_high = kPairSumStart;
    const auto step = [&](int32_t i) {
      const int64_t a = weights_a[i];
      const int64_t b = weights_b[i];
      const int64_t low = quads[i].low;
      a_low += low * a;
      b_low += low * b;
      const int64_t high = quads[i].high;
      a_high += high * a;
      b_high += high * b;
    };
    const auto advance = [&](int32_t steps) {
      quads += steps;
      weights_a += steps;
      weights_b += steps;
    };
    for (const Quad* end = quads + products / kSteps * kSteps; quads != end; advance(kSteps)) {
      step(0);
      step(1);
      step(2);
      step(3);
      step(4);
      step(5);
      step(6);
      step(7);
    }
    for (const Quad* end = quads + products % kSteps; quads != end; advance(1)) step(0);
    AddTo(sums->a, a_low, a_high);
    AddTo(sums->b, b_low, b_high);
    count -= products;
  }
}

}  // namespace assay::kernels::portable
