// CIRCULAR_BUFFER, a custom operator of streaming models: collects the last rows of a signal that arrives a
// row at a time, and lets the rest of the model run only every few rows.
//
//   input    0  [1, 1, height, depth]     int8
//   output   0  [1, rows, height, depth]  int8: the last rows, newest last. If it is a variable, it is where
//   they
//               are kept; else they are kept in persistent memory and copied. At first all are the zero point
//            1  optional: one bool, whether the rest of the model is due
//   options     a FlexBuffer map with `cycles_max`: how many rows make the rest due
//
// When it is not due, an operator without the second output ends the inference (Status::kEndedEarly).
//
// The rules are those of TensorFlow Lite Micro's kernels/circular_buffer*.cc. Without cycles_max, or if it is
// not positive, the reference guesses: 1 if there are 5, 13 or 25 rows, else 2. For rows of 2 x 96 its guess
// depends on which models were loaded before; those need the option here.
#ifndef ASSAY_KERNELS_OPERATORS_CIRCULAR_BUFFER_H_
#define ASSAY_KERNELS_OPERATORS_CIRCULAR_BUFFER_H_

#include "kernels/kernel.h"

namespace assay::kernels {

struct CircularBufferParams {
  int32_t row_bytes;
  int32_t bytes;  // of all rows
  int32_t cycles_max;
  int8_t zero_point;
  bool in_output;  // the rows are kept in the output
  bool has_due;    // there is a second output
};

// At the start of the persistent memory; the rows follow unless they are in the output.
struct CircularBufferState {
  int32_t cycles;   // rows since the rest was due
  int32_t started;  // 0 before the first row
};

Status PrepareCircularBuffer(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_CIRCULAR_BUFFER_H_
