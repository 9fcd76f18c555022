// MEAN, SUM, REDUCE_MAX, REDUCE_MIN, REDUCE_ALL: many elements become one, along some dimensions.
//
//   inputs   0  any shape: int8, int16 (MEAN, SUM only), float32; bool (REDUCE_ALL only)
//            1  int32: the dimensions to reduce, from 0 or, below 0, from the end; repeated ones count once.
//               A constant, or computed while the model runs
//   output   0  of the input's type, with as many elements as the other dimensions have together. Whether the
//               reduced dimensions are kept as 1 (the option keep_dims) or dropped changes nothing here
//
// A scalar input is its own reduction, whatever the axes.
//
// The rules are those of TensorFlow Lite Micro's kernels/reduce_common.cc and
// kernels/internal/reference/reduce.h. Where the reference computes zeros, MEAN and SUM of int8 and int16
// along a dimension that does not exist, this is an error as for the other types.
#ifndef ASSAY_KERNELS_OPERATORS_REDUCTION_H_
#define ASSAY_KERNELS_OPERATORS_REDUCTION_H_

#include "kernels/arithmetic/quantize.h"
#include "kernels/kernel.h"

namespace assay::kernels {

// Which elements of the input belong to which element of the output.
struct Reduction {
  Shape input;
  int32_t outputs;     // elements of the output
  int32_t axis_count;  // values in inputs[1]
  int32_t count;       // elements of the input for each of the output
  uint8_t reduced;     // bit d: dimension d is reduced
  bool axes_known;     // the axes are constants, so `count` and `reduced` are set

  // Sets `count` and `reduced`. Status::kIndexOutOfRange if there is no such dimension, kBadShape if the
  // output has another number of elements.
  Status Resolve(const int32_t* axes);

  // Where the elements of an output element start in the input, and how far on from there the `index`-th of
  // them lies. Elements are in the order of the input.
  int32_t Start(int32_t output) const { return Offset(output, false); }
  int32_t Step(int32_t index) const { return Offset(index, true); }

 private:
  // `index` counts row-major over the dimensions that are reduced, or over those that are not.
  int32_t Offset(int32_t index, bool over_reduced) const;
};

// MEAN and SUM of int8 and int16.
struct QuantizedReductionParams {
  Reduction reduction;
  int32_t input_zero_point;
  int32_t output_zero_point;
  Multiplier multiplier;   // input scale / output scale
  bool same_quantization;  // of input and output
};

// For float32, bool, and REDUCE_MAX and REDUCE_MIN of int8, where input and output have the same
// quantisation; params: Reduction.
Status PrepareReduction(const Operation& operation, void* params, Needs* needs);

// MEAN and SUM of int8 and int16; params: QuantizedReductionParams.
Status PrepareQuantizedReduction(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_REDUCTION_H_
