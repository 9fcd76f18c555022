// TRANSPOSE_CONV: the transpose of a convolution, which spreads every input element over a window of the
// output.
//   inputs  0: the output's shape, int32; not read, since the output has it
//           1: weights [output channels, height, width, channels]
//           2: activations [batches, height, width, channels]
//           3: bias [output channels], optional
//   output  [batches, height, width, output channels]
// Types: as in weighted.h. With int16 activations the bias may be int16 too.
#ifndef ASSAY_KERNELS_OPERATORS_TRANSPOSE_CONV_H_
#define ASSAY_KERNELS_OPERATORS_TRANSPOSE_CONV_H_

#include "kernels/arithmetic/weighted.h"
#include "kernels/arithmetic/window.h"
#include "kernels/kernel.h"

namespace assay::kernels {

struct TransposeConvParams : WeightedParams {
  // Of the convolution that this one is the transpose of: their input is this output, their output this
  // input.
  Window rows;
  Window columns;
  int32_t batches;
  int32_t input_channels;
  int32_t output_channels;
};

Status PrepareTransposeConv(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_TRANSPOSE_CONV_H_
