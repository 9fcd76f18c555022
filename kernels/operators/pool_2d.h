// AVERAGE_POOL_2D, MAX_POOL_2D, L2_POOL_2D.
//   input   0: activations [batches, height, width, channels]; int8, int16 or float32 (L2_POOL_2D: float32)
//   output  [batches, height, width, channels], of the input's type and quantisation
#ifndef ASSAY_KERNELS_OPERATORS_POOL_2D_H_
#define ASSAY_KERNELS_OPERATORS_POOL_2D_H_

#include "kernels/arithmetic/window.h"
#include "kernels/kernel.h"
#include "kernels/operators/options.h"

namespace assay::kernels {

struct Pool2DParams {
  Window rows;
  Window columns;
  int32_t batches;
  int32_t channels;
  int16_t output_min;  // of quantised outputs
  int16_t output_max;
  Activation activation;  // one that can be fused
};

Status PreparePool2D(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_POOL_2D_H_
