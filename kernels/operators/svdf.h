// SVDF: a fully connected layer over the last few inputs, its weights factored into features and times.
//
//   inputs   0  [batches, inputs]            int8, or float32 as then all others
//            1  features [filters, inputs]   int8
//            2  times [filters, memory]      int8 or int16
//            3  bias [units]                 int32, its scale that of state * times
//            4  state, a variable [batches, filters * memory]: int8 or int16, at least as wide as the times
//   output   0  [batches, units]             int8, with units = filters / rank
//
// Each filter makes one number of the present input, and remembers its last `memory` of them in the state,
// newest last. Its contribution is their product with its times. A unit is the sum of `rank` filters.
//
// The rules, also that an integer SVDF ignores its activation, are those of TensorFlow Lite Micro's
// kernels/svdf_common.cc.
#ifndef ASSAY_KERNELS_OPERATORS_SVDF_H_
#define ASSAY_KERNELS_OPERATORS_SVDF_H_

#include "kernels/arithmetic/quantize.h"
#include "kernels/kernel.h"

namespace assay::kernels {

enum SvdfInput : int32_t { kSvdfInput, kSvdfFeatures, kSvdfTimes, kSvdfBias, kSvdfState };

struct SvdfParams {
  int32_t batches;
  int32_t inputs;
  int32_t units;
  int32_t rank;
  int32_t memory;

  int32_t filters() const { return units * rank; }
};

struct QuantizedSvdfParams {
  SvdfParams shape;
  int32_t input_zero_point;
  int32_t state_zero_point;
  int32_t output_zero_point;
  Multiplier feature_multiplier;  // input scale * features' / state's
  Multiplier output_multiplier;   // state scale * times' / output's
  bool int16_times;               // times and state are read as int16, else as int8
};

struct FloatSvdfParams {
  SvdfParams shape;
  Activation activation;
};

Status PrepareQuantizedSvdf(const Operation& operation, void* params, Needs* needs);
Status PrepareFloatSvdf(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_SVDF_H_
