// FULLY_CONNECTED.
//   inputs  0: activations, any shape of batches * depth elements
//           1: weights [outputs, depth]
//           2: bias [outputs], optional
//   output  any shape of batches * outputs elements whose last dimension is outputs
// Types: as in weighted.h. Weights with one scale may have a zero point.
#ifndef ASSAY_KERNELS_OPERATORS_FULLY_CONNECTED_H_
#define ASSAY_KERNELS_OPERATORS_FULLY_CONNECTED_H_

#include "kernels/arithmetic/weighted.h"
#include "kernels/kernel.h"

namespace assay::kernels {

// sum = bias + sum of (input - input_zero_point) * (weight - weights_zero_point); the weights of one output
// are `depth` neighbours.
struct FullyConnectedParams : WeightedParams {
  int32_t batches;
  int32_t depth;
  int32_t outputs;
  int32_t weights_zero_point;  // -128 ... 127; 0 if per_channel
};

Status PrepareFullyConnected(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_FULLY_CONNECTED_H_
