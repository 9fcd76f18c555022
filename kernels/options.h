// The operators' options as the model states them, one plain struct an operator. The model reader fills them
// in without judging; `prepare` rejects values that the operator does not define.
#ifndef ASSAY_KERNELS_OPTIONS_H_
#define ASSAY_KERNELS_OPTIONS_H_

#include <cstdint>

namespace assay::kernels {

// Numbered as in the TensorFlow Lite schema.
enum class Padding : int8_t { kSame = 0, kValid = 1 };

// Numbered as in the TensorFlow Lite schema (enum ActivationFunctionType).
enum class Activation : int8_t { kNone = 0, kRelu = 1, kReluN1To1 = 2, kRelu6 = 3, kTanh = 4, kSignBit = 5 };

struct AddOptions {
  Activation activation;
};

struct Conv2DOptions {
  Padding padding;
  Activation activation;
  int32_t stride_width;
  int32_t stride_height;
  int32_t dilation_width;
  int32_t dilation_height;
};

struct DepthwiseConv2DOptions {
  Padding padding;
  Activation activation;
  int32_t stride_width;
  int32_t stride_height;
  int32_t dilation_width;
  int32_t dilation_height;
  int32_t depth_multiplier;
};

struct FullyConnectedOptions {
  Activation activation;
  int8_t weights_format;  // 0: row-major, the only one defined for int8
};

struct Pool2DOptions {
  Padding padding;
  Activation activation;
  int32_t stride_width;
  int32_t stride_height;
  int32_t filter_width;
  int32_t filter_height;
};

struct SoftmaxOptions {
  float beta;
};

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPTIONS_H_
