// The operators' options as the model states them, one plain struct for each kind of options. The model
// reader fills them in without judging; `prepare` rejects values that the operator does not define. Operators
// whose options have no fields have no struct.
#ifndef ASSAY_KERNELS_OPERATORS_OPTIONS_H_
#define ASSAY_KERNELS_OPERATORS_OPTIONS_H_

#include <cstdint>

#include "kernels/arithmetic/activation.h"
#include "kernels/arithmetic/padding.h"

namespace assay::kernels {

// Bytes in place in the model; null if absent.
struct ModelBytes {
  const uint8_t* data;
  uint32_t size;
};

// Values in place in the model; null if absent.
struct ModelInts {
  const int32_t* data;
  uint32_t size;
};

struct AddOptions {
  Activation activation;
  bool pot_scale_int16;  // int16: scales are powers of two; a hint that the reference ignores
};
using SubOptions = AddOptions;

// MUL, DIV, L2_NORMALIZATION: nothing but a fused activation.
struct ActivationOptions {
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

struct TransposeConvOptions {
  Padding padding;
  Activation activation;
  int32_t stride_width;
  int32_t stride_height;
};

struct FullyConnectedOptions {
  Activation activation;
  int8_t weights_format;  // 0: row-major, the only one defined for int8
  bool keep_num_dims;
};

// AVERAGE_POOL_2D, MAX_POOL_2D, L2_POOL_2D.
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

struct SvdfOptions {
  int32_t rank;
  Activation activation;
};

struct UnidirectionalSequenceLstmOptions {
  Activation activation;
  float cell_clip;
  float projection_clip;
  bool time_major;
};

struct BatchMatmulOptions {
  bool adjoint_x;
  bool adjoint_y;
};

struct ConcatenationOptions {
  int32_t axis;
  Activation activation;
};

// RESIZE_BILINEAR, RESIZE_NEAREST_NEIGHBOR.
struct ResizeOptions {
  bool align_corners;
  bool half_pixel_centers;
};

// DEPTH_TO_SPACE, SPACE_TO_DEPTH.
struct BlockSizeOptions {
  int32_t block_size;
};

struct SqueezeOptions {
  ModelInts dims;  // none: all of length 1
};

struct GatherOptions {
  int32_t axis;
  int32_t batch_dims;
};

// MEAN, SUM, REDUCE_MAX, REDUCE_MIN, REDUCE_ALL.
struct ReducerOptions {
  bool keep_dims;
};

struct StridedSliceOptions {
  int32_t begin_mask;
  int32_t end_mask;
  int32_t shrink_axis_mask;
};

// SPLIT, SPLIT_V.
struct SplitOptions {
  int32_t splits;
};

struct PackOptions {
  int32_t values;
  int32_t axis;
};

struct UnpackOptions {
  int32_t values;
  int32_t axis;
};

// ARG_MAX, ARG_MIN, SHAPE: the schema's number of the output's type.
struct OutputTypeOptions {
  int8_t type;
};

struct CastOptions {
  int8_t input_type;
  int8_t output_type;
};

struct LeakyReluOptions {
  float alpha;
};

struct MirrorPadOptions {
  int8_t mode;  // 0: REFLECT, 1: SYMMETRIC
};

struct CumsumOptions {
  bool exclusive;
  bool reverse;
};

struct IfOptions {
  int32_t then_subgraph;
  int32_t else_subgraph;
};

struct WhileOptions {
  int32_t condition_subgraph;
  int32_t body_subgraph;
};

struct CallOnceOptions {
  int32_t subgraph;
};

struct VarHandleOptions {
  ModelBytes container;
  ModelBytes shared_name;
};

// CIRCULAR_BUFFER: a FlexBuffer, not verified.
struct CustomOptions {
  ModelBytes bytes;
};

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_OPTIONS_H_
