// 4-bit values as they lie in a model: two a byte, the first in the low half.
#ifndef ASSAY_KERNELS_ARITHMETIC_INT4_H_
#define ASSAY_KERNELS_ARITHMETIC_INT4_H_

#include <cstdint>

namespace assay::kernels {

// The name of the type, where others have int8_t.
struct Int4;

// Values of -8 ... 7, read in place.
class Int4Array {
 public:
  explicit Int4Array(const void* bytes) : bytes_(static_cast<const uint8_t*>(bytes)) {}
  int32_t operator[](int32_t i) const {
    const auto at_the_top = static_cast<int8_t>(bytes_[i / 2] << (i % 2 == 0 ? 4 : 0));
    return at_the_top >> 4;
  }

 private:
  const uint8_t* bytes_;
};

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_ARITHMETIC_INT4_H_
