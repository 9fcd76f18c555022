// How a window slides along one dimension (convolutions, pooling).
#ifndef ASSAY_KERNELS_ARITHMETIC_WINDOW_H_
#define ASSAY_KERNELS_ARITHMETIC_WINDOW_H_

#include "kernels/arithmetic/padding.h"
#include "kernels/types.h"

namespace assay::kernels {

// Output position o covers the input positions o * stride - padding + k * dilation for 0 <= k < size; those
// outside of [0, input) are padding.
struct Window {
  int32_t input;
  int32_t output;
  int32_t size;
  int32_t padding;  // before the first input position
  int16_t stride;
  int16_t dilation;

  int32_t Start(int32_t position) const { return position * stride - padding; }
};

// Checks that `output` is the length that the rest implies and computes the padding. `input`, `output` and
// `size` are positive. kUnsupportedOption: stride, dilation or padding is none the operator defines;
// kBadShape: another length.
//   SAME:  ceil(input / stride);  VALID: ceil((input - extent + 1) / stride), extent = (size - 1) * dilation
//   + 1
Status MakeWindow(Padding padding, int32_t input, int32_t output, int32_t size, int32_t stride,
                  int32_t dilation, Window* window);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_ARITHMETIC_WINDOW_H_
