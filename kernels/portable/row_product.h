// Products of one vector of inputs with several rows of weights, four weights to a load.
#ifndef ASSAY_KERNELS_PORTABLE_ROW_PRODUCT_H_
#define ASSAY_KERNELS_PORTABLE_ROW_PRODUCT_H_

#include <cstdint>

namespace assay::kernels::portable {

// Rows of weights that meet the same inputs.
inline constexpr int32_t kRows = 4;

// Adds to kRows sums the products of `count` inputs, each within [-255, 255], with the weights of each row;
// the rows start `stride` apart. In a file of its own, so that the loop has all registers of a core.
void MultiplyRows(const int16_t* inputs, const int8_t* weights, int32_t stride, int32_t count, int32_t* sums);

// The same for a single row and sum.
void MultiplyRow(const int16_t* inputs, const int8_t* weights, int32_t count, int32_t* sum);

}  // namespace assay::kernels::portable

#endif  // ASSAY_KERNELS_PORTABLE_ROW_PRODUCT_H_
