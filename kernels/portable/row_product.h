#ifndef ASSAY_KERNELS_PORTABLE_ROW_PRODUCT_H_
#define ASSAY_KERNELS_PORTABLE_ROW_PRODUCT_H_

#include <cstdint>

namespace assay::kernels::portable {

// Rows of weights that meet the same inputs.
inline constexpr int32_t kRows = 4;

// Adds to kRows sums the products of `count` inputs with each row's weights. In a file of its own, so that
// the loop has all registers of a core.
void MultiplyRows(const int16_t* inputs, const int8_t* const (&rows)[kRows], int32_t count, int32_t* sums);

}  // namespace assay::kernels::portable

#endif  // ASSAY_KERNELS_PORTABLE_ROW_PRODUCT_H_
