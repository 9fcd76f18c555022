// Whether windows may reach beyond the edge of their input, as the model states it.
#ifndef ASSAY_KERNELS_ARITHMETIC_PADDING_H_
#define ASSAY_KERNELS_ARITHMETIC_PADDING_H_

#include <cstdint>

namespace assay::kernels {

// Numbered as in the TensorFlow Lite schema.
enum class Padding : int8_t { kSame = 0, kValid = 1 };

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_ARITHMETIC_PADDING_H_
