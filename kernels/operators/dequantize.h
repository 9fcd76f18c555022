// DEQUANTIZE: scale * (x - zero point) as a float32, of int8, uint8 or int16. Shapes as in elementwise.h.
#ifndef ASSAY_KERNELS_OPERATORS_DEQUANTIZE_H_
#define ASSAY_KERNELS_OPERATORS_DEQUANTIZE_H_

#include "kernels/kernel.h"

namespace assay::kernels {

struct DequantizeParams {
  int32_t elements;
  float scale;
  int32_t zero_point;
};

Status PrepareDequantize(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_DEQUANTIZE_H_
