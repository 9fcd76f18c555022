// Functions of float32 numbers, element by element: ABS, CEIL, COS, ELU, EXP, FLOOR, HARD_SWISH, LOG,
// LOGISTIC, NEG, RELU, RELU6, ROUND, RSQRT, SIN, SQRT, SQUARE, TANH. Shapes as in elementwise.h.
//
// COS, ELU, EXP, LOG, LOGISTIC, SIN and TANH go through real.h. TensorFlow Lite Micro takes them from the C
// library of the machine that it runs on, which differs from the nearest float here and there by one unit in
// the last place, TANH by two; so do these.
#ifndef ASSAY_KERNELS_OPERATORS_UNARY_H_
#define ASSAY_KERNELS_OPERATORS_UNARY_H_

#include "kernels/arithmetic/elementwise.h"

namespace assay::kernels {

struct UnaryParams {
  int32_t elements;
};

Status PrepareUnary(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_UNARY_H_
