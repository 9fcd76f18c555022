// BATCH_MATMUL: products of matrices, one for every index of the leading dimensions, which broadcast.
//   inputs  0: [..., rows, depth], or with adjoint_x [..., depth, rows]
//           1: [..., depth, columns], or with adjoint_y [..., columns, depth]
//   output  [..., rows, columns], of the rank of the input that has the higher one; ones in front are allowed
// All of int8, int16 or float32, of 2 to 5 dimensions. int16 has zero point 0.
#ifndef ASSAY_KERNELS_OPERATORS_BATCH_MATMUL_H_
#define ASSAY_KERNELS_OPERATORS_BATCH_MATMUL_H_

#include "kernels/arithmetic/quantize.h"
#include "kernels/kernel.h"

namespace assay::kernels {

inline constexpr int32_t kMatmulBatchRank = 3;

// Where the elements of one input lie.
struct MatmulOperand {
  int32_t
      batch_steps[kMatmulBatchRank];  // from one index of a leading dimension to the next; 0 if it broadcasts
  int32_t line_step;                  // from one row of input 0, or one column of input 1, to the next
  int32_t depth_step;
};

struct BatchMatmulParams {
  MatmulOperand x;
  MatmulOperand y;
  int32_t batches[kMatmulBatchRank];  // of the output
  int32_t rows;
  int32_t columns;
  int32_t depth;
  // For quantised types.
  Multiplier multiplier;
  int16_t x_zero_point;
  int16_t y_zero_point;
  int16_t output_zero_point;
};

Status PrepareBatchMatmul(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_BATCH_MATMUL_H_
