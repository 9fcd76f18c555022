// ADD_N: the sum of two or more tensors of one shape, int8 (all of one quantisation) or float32.
//   inputs  0, 1, …: activations
//   output  of their type and shape
// Source: add_n.cc in tensorflow/lite/micro/kernels of TensorFlow Lite Micro.
#ifndef ASSAY_KERNELS_OPERATORS_ADD_N_H_
#define ASSAY_KERNELS_OPERATORS_ADD_N_H_

#include "kernels/arithmetic/int8_sum.h"
#include "kernels/kernel.h"

namespace assay::kernels {

struct AddNParams {
  int32_t elements;
  int32_t inputs;
  Int8Sum sum;  // int8 only
};

Status PrepareAddN(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_ADD_N_H_
