// CONV_2D.
//   inputs  0: activations [batches, height, width, channels]
//           1: weights [output channels, height, width, channels / groups]
//           2: bias [output channels], optional
//   output  [batches, height, width, output channels]
// Types: as in weighted.h. With int16 activations the bias may be int32 too, and the sums are then of 32 bits
// (conv.cc of TensorFlow Lite Micro).
#ifndef ASSAY_KERNELS_OPERATORS_CONV_2D_H_
#define ASSAY_KERNELS_OPERATORS_CONV_2D_H_

#include "kernels/arithmetic/weighted.h"
#include "kernels/arithmetic/window.h"
#include "kernels/kernel.h"

namespace assay::kernels {

// Row-major as above; weights are int8, or int4 packed two a byte, the lower half first (int4.h). -127 ...
// 127 by the rule of converters, but -128 is computed too.
struct Conv2DParams : WeightedParams {
  Window rows;     // along the height
  Window columns;  // along the width
  int32_t batches;
  int32_t input_channels;
  int32_t group_channels;  // input channels that one output channel sees: all of them unless there are groups
  int32_t output_channels;
};

Status PrepareConv2D(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_CONV_2D_H_
