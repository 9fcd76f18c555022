#include "kernels/portable/row_product.h"

#include "kernels/portable/bytes.h"

namespace assay::kernels::portable {
namespace {

// A weight at the upper end of 16 bits is 256 times itself, sign and all, once the byte below it is cleared:
// two weights of a word are ready for multiplications of 16 bits after one instruction. The sums are 256
// times as large, too, and go on in 32 bits for so many products.
constexpr int32_t kScaleBits = 8;
constexpr int32_t kMaxProducts = 256;
static_assert(int64_t{255} * 128 * kMaxProducts << kScaleBits < INT64_C(1) << 31);

int32_t Lower(uint32_t word) { return static_cast<int16_t>(word); }
int32_t Upper(uint32_t word) { return static_cast<int32_t>(word) >> 16; }

uint32_t TwoAt(const int16_t* inputs) {
  uint32_t word;
  std::memcpy(&word, inputs, sizeof(word));
  return word;
}

// Adds 256 times the products of four inputs, two to a word, with a word of weights. The empty statements
// hide from the compiler that the next row meets the same inputs, of which it would keep the halves, and keep
// one row's instructions together: there are only just enough registers.
inline int32_t Add(int32_t sum, uint32_t& first, uint32_t& second, uint32_t weights, uint32_t mask) {
  asm volatile("" : "+r"(sum), "+r"(weights), "+r"(first), "+r"(second));
  const uint32_t even = weights << kScaleBits & mask;
  sum += Lower(first) * Lower(even);
  sum += Lower(second) * Upper(even);
  const uint32_t odd = weights & mask;
  sum += Upper(first) * Lower(odd);
  sum += Upper(second) * Upper(odd);
  asm volatile("" : "+r"(sum));
  return sum;
}

// The upper byte of each half of a word, in a register: as an immediate operand, it could not be had together
// with a shift in one instruction.
inline uint32_t UpperBytes() {
  uint32_t mask = 0xFF00FF00;
  asm("" : "+r"(mask));
  return mask;
}

// Calls `multiply` for as many inputs at a time as scaled sums allow.
template <typename Multiply>
void InPieces(int32_t count, Multiply multiply) {
  for (int32_t start = 0; start < count; start += kMaxProducts) {
    const int32_t left = count - start;
    multiply(start, left < kMaxProducts ? left : kMaxProducts);
  }
}

}  // namespace

void MultiplyRows(const int16_t* inputs, const int8_t* weights, int32_t stride, int32_t count,
                  int32_t* sums) {
  static_assert(kRows == 4);
  const uint32_t mask = UpperBytes();
  InPieces(count, [&](int32_t start, int32_t products) {
    const int16_t* x = inputs + start;
    const int8_t* a = weights + start;  // of the first row and, a stride further, of the second
    const int8_t* c = a + 2 * stride;   // of the third and the fourth
    int32_t sum_a = 0;
    int32_t sum_b = 0;
    int32_t sum_c = 0;
    int32_t sum_d = 0;
    const auto four = [&]() __attribute__((always_inline)) {
      uint32_t first = TwoAt(x);
      uint32_t second = TwoAt(x + 2);
      x += 4;
      sum_b = Add(sum_b, first, second, WordAt(a + stride), mask);
      sum_a = Add(sum_a, first, second, WordAt(a), mask);
      a += 4;
      sum_d = Add(sum_d, first, second, WordAt(c + stride), mask);
      sum_c = Add(sum_c, first, second, WordAt(c), mask);
      c += 4;
    };
    for (const int16_t* end = x + (products & ~7); x != end;) {
      four();
      four();
    }
    if ((products & 4) != 0) four();
    for (const int16_t* end = x + (products & 3); x != end; ++x, ++a, ++c) {
      const int32_t input = *x * (1 << kScaleBits);
      sum_a += input * a[0];
      sum_b += input * a[stride];
      sum_c += input * c[0];
      sum_d += input * c[stride];
    }
    sums[0] += sum_a >> kScaleBits;
    sums[1] += sum_b >> kScaleBits;
    sums[2] += sum_c >> kScaleBits;
    sums[3] += sum_d >> kScaleBits;
  });
}

void MultiplyRow(const int16_t* inputs, const int8_t* weights, int32_t count, int32_t* sum) {
  const uint32_t mask = UpperBytes();
  InPieces(count, [&](int32_t start, int32_t products) {
    const int16_t* x = inputs + start;
    const int8_t* a = weights + start;
    int32_t scaled = 0;
    for (const int16_t* end = x + (products & ~3); x != end; x += 4, a += 4) {
      uint32_t first = TwoAt(x);
      uint32_t second = TwoAt(x + 2);
      scaled = Add(scaled, first, second, WordAt(a), mask);
    }
    for (const int16_t* end = x + (products & 3); x != end; ++x, ++a) scaled += *x * *a * (1 << kScaleBits);
    *sum += scaled >> kScaleBits;
  });
}

}  // namespace assay::kernels::portable
