// int8 values four at a time: one load for four of them. All cores are little-endian.
#ifndef ASSAY_KERNELS_PORTABLE_BYTES_H_
#define ASSAY_KERNELS_PORTABLE_BYTES_H_

#include <bit>
#include <cstdint>
#include <cstring>

namespace assay::kernels::portable {

static_assert(std::endian::native == std::endian::little);

inline uint32_t WordAt(const int8_t* values) {
  uint32_t word;
  std::memcpy(&word, values, sizeof(word));
  return word;
}

inline int32_t ByteOf(uint32_t word, int32_t i) { return static_cast<int8_t>(word >> (8 * i)); }

inline int32_t SumOf(const int8_t* values, int32_t count) {
  int32_t sum = 0;
  for (; count >= 4; count -= 4, values += 4) {
    const uint32_t word = WordAt(values);
    sum += ByteOf(word, 0);
    sum += ByteOf(word, 1);
    sum += ByteOf(word, 2);
    sum += ByteOf(word, 3);
  }
  for (; count > 0; --count) sum += *values++;
  return sum;
}

}  // namespace assay::kernels::portable

#endif  // ASSAY_KERNELS_PORTABLE_BYTES_H_
