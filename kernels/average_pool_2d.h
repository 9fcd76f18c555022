// AVERAGE_POOL_2D.
//   input   0: activations [batches, height, width, channels]
//   output  [batches, height, width, channels], of the input's quantisation
#ifndef ASSAY_KERNELS_AVERAGE_POOL_2D_H_
#define ASSAY_KERNELS_AVERAGE_POOL_2D_H_

#include "kernels/kernel.h"
#include "kernels/window.h"

namespace assay::kernels {

struct AveragePool2DParams {
  Window rows;
  Window columns;
  int32_t batches;
  int32_t channels;
  int16_t output_min;
  int16_t output_max;
};

Status PrepareAveragePool2D(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_AVERAGE_POOL_2D_H_
