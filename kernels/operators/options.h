// The operators' options as the model states them, one plain struct for each kind of options, and behind the
// structs how they lie in the model. The model reader fills them in without judging; `prepare` rejects values
// that the operator does not define. Operators whose options have no fields have neither.
#ifndef ASSAY_KERNELS_OPERATORS_OPTIONS_H_
#define ASSAY_KERNELS_OPERATORS_OPTIONS_H_

#include <cstddef>
#include <cstdint>

#include "kernels/arithmetic/activation.h"
#include "kernels/arithmetic/padding.h"
#include "kernels/opcode.h"

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

// How options lie in the model: which field of which table goes where in the struct.
enum class FieldKind : uint8_t {
  kNone,  // no field
  kInt8,  // int8_t and enums of that size
  kBool,
  kInt32,
  kFloat,
  kBytes,  // ModelBytes: a string or a vector of bytes
  kInts,   // ModelInts: a vector of int32
};

struct OptionsField {
  FieldKind kind = FieldKind::kNone;
  uint8_t id = 0;      // of the field, as in the schema
  uint8_t offset = 0;  // in the plain struct
  int8_t default_value = 0;
};

inline constexpr int kMaxOptionsFields = 7;

struct OptionsLayout {
  Opcode opcode;
  uint8_t table;  // the schema's number of the options' type (union BuiltinOptions)
  OptionsField fields[kMaxOptionsFields];
};

// ASSAY_FIELD(struct, member, kind, id[, default])
#define ASSAY_FIELD(type, member, kind, id, ...)                                                 \
  OptionsField {                                                                                 \
    FieldKind::kind, id, static_cast<uint8_t>(offsetof(type, member)) __VA_OPT__(, ) __VA_ARGS__ \
  }

// Of every operator whose options have fields.
inline constexpr OptionsLayout kOptionsLayouts[] = {
#define ASSAY_ARITHMETIC(type) \
  { ASSAY_FIELD(type, activation, kInt8, 0), ASSAY_FIELD(type, pot_scale_int16, kBool, 1, 1) }
    {Opcode::kAdd, 11, ASSAY_ARITHMETIC(AddOptions)},
    {Opcode::kSub, 28, ASSAY_ARITHMETIC(SubOptions)},
#undef ASSAY_ARITHMETIC
    {Opcode::kMul, 21, {ASSAY_FIELD(ActivationOptions, activation, kInt8, 0)}},
    {Opcode::kDiv, 29, {ASSAY_FIELD(ActivationOptions, activation, kInt8, 0)}},
    {Opcode::kL2Normalization, 12, {ASSAY_FIELD(ActivationOptions, activation, kInt8, 0)}},
    {Opcode::kConv2D,
     1,
     {ASSAY_FIELD(Conv2DOptions, padding, kInt8, 0), ASSAY_FIELD(Conv2DOptions, stride_width, kInt32, 1),
      ASSAY_FIELD(Conv2DOptions, stride_height, kInt32, 2), ASSAY_FIELD(Conv2DOptions, activation, kInt8, 3),
      ASSAY_FIELD(Conv2DOptions, dilation_width, kInt32, 4, 1),
      ASSAY_FIELD(Conv2DOptions, dilation_height, kInt32, 5, 1)}},
    {Opcode::kDepthwiseConv2D,
     2,
     {ASSAY_FIELD(DepthwiseConv2DOptions, padding, kInt8, 0),
      ASSAY_FIELD(DepthwiseConv2DOptions, stride_width, kInt32, 1),
      ASSAY_FIELD(DepthwiseConv2DOptions, stride_height, kInt32, 2),
      ASSAY_FIELD(DepthwiseConv2DOptions, depth_multiplier, kInt32, 3),
      ASSAY_FIELD(DepthwiseConv2DOptions, activation, kInt8, 4),
      ASSAY_FIELD(DepthwiseConv2DOptions, dilation_width, kInt32, 5, 1),
      ASSAY_FIELD(DepthwiseConv2DOptions, dilation_height, kInt32, 6, 1)}},
    {Opcode::kTransposeConv,
     49,
     {ASSAY_FIELD(TransposeConvOptions, padding, kInt8, 0),
      ASSAY_FIELD(TransposeConvOptions, stride_width, kInt32, 1),
      ASSAY_FIELD(TransposeConvOptions, stride_height, kInt32, 2),
      ASSAY_FIELD(TransposeConvOptions, activation, kInt8, 3)}},
    {Opcode::kFullyConnected,
     8,
     {ASSAY_FIELD(FullyConnectedOptions, activation, kInt8, 0),
      ASSAY_FIELD(FullyConnectedOptions, weights_format, kInt8, 1),
      ASSAY_FIELD(FullyConnectedOptions, keep_num_dims, kBool, 2)}},
#define ASSAY_POOL                                                                                      \
  {                                                                                                     \
    ASSAY_FIELD(Pool2DOptions, padding, kInt8, 0), ASSAY_FIELD(Pool2DOptions, stride_width, kInt32, 1), \
        ASSAY_FIELD(Pool2DOptions, stride_height, kInt32, 2),                                           \
        ASSAY_FIELD(Pool2DOptions, filter_width, kInt32, 3),                                            \
        ASSAY_FIELD(Pool2DOptions, filter_height, kInt32, 4),                                           \
        ASSAY_FIELD(Pool2DOptions, activation, kInt8, 5)                                                \
  }
    {Opcode::kAveragePool2D, 5, ASSAY_POOL},
    {Opcode::kMaxPool2D, 5, ASSAY_POOL},
    {Opcode::kL2Pool2D, 5, ASSAY_POOL},
#undef ASSAY_POOL
    {Opcode::kSoftmax, 9, {ASSAY_FIELD(SoftmaxOptions, beta, kFloat, 0)}},
    {Opcode::kSvdf,
     6,
     {ASSAY_FIELD(SvdfOptions, rank, kInt32, 0), ASSAY_FIELD(SvdfOptions, activation, kInt8, 1)}},
    {Opcode::kUnidirectionalSequenceLstm,
     71,
     {ASSAY_FIELD(UnidirectionalSequenceLstmOptions, activation, kInt8, 0),
      ASSAY_FIELD(UnidirectionalSequenceLstmOptions, cell_clip, kFloat, 1),
      ASSAY_FIELD(UnidirectionalSequenceLstmOptions, projection_clip, kFloat, 2),
      ASSAY_FIELD(UnidirectionalSequenceLstmOptions, time_major, kBool, 3)}},
    {Opcode::kBatchMatmul,
     101,
     {ASSAY_FIELD(BatchMatmulOptions, adjoint_x, kBool, 0),
      ASSAY_FIELD(BatchMatmulOptions, adjoint_y, kBool, 1)}},
    {Opcode::kConcatenation,
     10,
     {ASSAY_FIELD(ConcatenationOptions, axis, kInt32, 0),
      ASSAY_FIELD(ConcatenationOptions, activation, kInt8, 1)}},
    {Opcode::kResizeBilinear,
     15,
     {ASSAY_FIELD(ResizeOptions, align_corners, kBool, 2),
      ASSAY_FIELD(ResizeOptions, half_pixel_centers, kBool, 3)}},
    {Opcode::kResizeNearestNeighbor,
     74,
     {ASSAY_FIELD(ResizeOptions, align_corners, kBool, 0),
      ASSAY_FIELD(ResizeOptions, half_pixel_centers, kBool, 1)}},
    {Opcode::kDepthToSpace, 94, {ASSAY_FIELD(BlockSizeOptions, block_size, kInt32, 0)}},
    {Opcode::kSpaceToDepth, 19, {ASSAY_FIELD(BlockSizeOptions, block_size, kInt32, 0)}},
    {Opcode::kSqueeze, 30, {ASSAY_FIELD(SqueezeOptions, dims, kInts, 0)}},
    {Opcode::kGather,
     23,
     {ASSAY_FIELD(GatherOptions, axis, kInt32, 0), ASSAY_FIELD(GatherOptions, batch_dims, kInt32, 1)}},
    {Opcode::kMean, 27, {ASSAY_FIELD(ReducerOptions, keep_dims, kBool, 0)}},
    {Opcode::kSum, 27, {ASSAY_FIELD(ReducerOptions, keep_dims, kBool, 0)}},
    {Opcode::kReduceMax, 27, {ASSAY_FIELD(ReducerOptions, keep_dims, kBool, 0)}},
    {Opcode::kReduceMin, 27, {ASSAY_FIELD(ReducerOptions, keep_dims, kBool, 0)}},
    {Opcode::kReduceAll, 27, {ASSAY_FIELD(ReducerOptions, keep_dims, kBool, 0)}},
    {Opcode::kStridedSlice,
     32,
     {ASSAY_FIELD(StridedSliceOptions, begin_mask, kInt32, 0),
      ASSAY_FIELD(StridedSliceOptions, end_mask, kInt32, 1),
      ASSAY_FIELD(StridedSliceOptions, shrink_axis_mask, kInt32, 4)}},
    {Opcode::kSplit, 35, {ASSAY_FIELD(SplitOptions, splits, kInt32, 0)}},
    {Opcode::kSplitV, 79, {ASSAY_FIELD(SplitOptions, splits, kInt32, 0)}},
    {Opcode::kPack,
     59,
     {ASSAY_FIELD(PackOptions, values, kInt32, 0), ASSAY_FIELD(PackOptions, axis, kInt32, 1)}},
    {Opcode::kUnpack,
     64,
     {ASSAY_FIELD(UnpackOptions, values, kInt32, 0), ASSAY_FIELD(UnpackOptions, axis, kInt32, 1)}},
    {Opcode::kArgMax, 40, {ASSAY_FIELD(OutputTypeOptions, type, kInt8, 0)}},
    {Opcode::kArgMin, 57, {ASSAY_FIELD(OutputTypeOptions, type, kInt8, 0)}},
    {Opcode::kShape, 55, {ASSAY_FIELD(OutputTypeOptions, type, kInt8, 0)}},
    {Opcode::kCast,
     37,
     {ASSAY_FIELD(CastOptions, input_type, kInt8, 0), ASSAY_FIELD(CastOptions, output_type, kInt8, 1)}},
    {Opcode::kLeakyRelu, 75, {ASSAY_FIELD(LeakyReluOptions, alpha, kFloat, 0)}},
    {Opcode::kMirrorPad, 77, {ASSAY_FIELD(MirrorPadOptions, mode, kInt8, 0)}},
    {Opcode::kCumsum,
     102,
     {ASSAY_FIELD(CumsumOptions, exclusive, kBool, 0), ASSAY_FIELD(CumsumOptions, reverse, kBool, 1)}},
    {Opcode::kIf,
     92,
     {ASSAY_FIELD(IfOptions, then_subgraph, kInt32, 0), ASSAY_FIELD(IfOptions, else_subgraph, kInt32, 1)}},
    {Opcode::kWhile,
     93,
     {ASSAY_FIELD(WhileOptions, condition_subgraph, kInt32, 0),
      ASSAY_FIELD(WhileOptions, body_subgraph, kInt32, 1)}},
    {Opcode::kCallOnce, 103, {ASSAY_FIELD(CallOnceOptions, subgraph, kInt32, 0)}},
    {Opcode::kVarHandle,
     111,
     {ASSAY_FIELD(VarHandleOptions, container, kBytes, 0),
      ASSAY_FIELD(VarHandleOptions, shared_name, kBytes, 1)}},
};

#undef ASSAY_FIELD

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_OPTIONS_H_
