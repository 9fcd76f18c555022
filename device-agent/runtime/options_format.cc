#include "device-agent/runtime/options_format.h"

#include <cstddef>
#include <iterator>

#include "kernels/operators/options.h"

namespace assay::runtime {
namespace {

using kernels::Opcode;
using Kind = FieldKind;

// FIELD(struct, member, kind, id[, default])
#define FIELD(type, member, kind, id, ...)                                                           \
  OptionsField {                                                                                     \
    Kind::kind, id, static_cast<uint8_t>(offsetof(kernels::type, member)) __VA_OPT__(, ) __VA_ARGS__ \
  }

// As it is written and read. What is stored is packed from it below.
struct Format {
  Opcode opcode;
  uint8_t table;
  OptionsField fields[kMaxOptionsFields];
};

constexpr Format kFormats[] = {
#define ARITHMETIC(type) \
  { FIELD(type, activation, kInt8, 0), FIELD(type, pot_scale_int16, kBool, 1, 1) }
    {Opcode::kAdd, 11, ARITHMETIC(AddOptions)},
    {Opcode::kSub, 28, ARITHMETIC(SubOptions)},
#undef ARITHMETIC
    {Opcode::kMul, 21, {FIELD(ActivationOptions, activation, kInt8, 0)}},
    {Opcode::kDiv, 29, {FIELD(ActivationOptions, activation, kInt8, 0)}},
    {Opcode::kL2Normalization, 12, {FIELD(ActivationOptions, activation, kInt8, 0)}},
    {Opcode::kConv2D,
     1,
     {FIELD(Conv2DOptions, padding, kInt8, 0), FIELD(Conv2DOptions, stride_width, kInt32, 1),
      FIELD(Conv2DOptions, stride_height, kInt32, 2), FIELD(Conv2DOptions, activation, kInt8, 3),
      FIELD(Conv2DOptions, dilation_width, kInt32, 4, 1),
      FIELD(Conv2DOptions, dilation_height, kInt32, 5, 1)}},
    {Opcode::kDepthwiseConv2D,
     2,
     {FIELD(DepthwiseConv2DOptions, padding, kInt8, 0),
      FIELD(DepthwiseConv2DOptions, stride_width, kInt32, 1),
      FIELD(DepthwiseConv2DOptions, stride_height, kInt32, 2),
      FIELD(DepthwiseConv2DOptions, depth_multiplier, kInt32, 3),
      FIELD(DepthwiseConv2DOptions, activation, kInt8, 4),
      FIELD(DepthwiseConv2DOptions, dilation_width, kInt32, 5, 1),
      FIELD(DepthwiseConv2DOptions, dilation_height, kInt32, 6, 1)}},
    {Opcode::kTransposeConv,
     49,
     {FIELD(TransposeConvOptions, padding, kInt8, 0), FIELD(TransposeConvOptions, stride_width, kInt32, 1),
      FIELD(TransposeConvOptions, stride_height, kInt32, 2),
      FIELD(TransposeConvOptions, activation, kInt8, 3)}},
    {Opcode::kFullyConnected,
     8,
     {FIELD(FullyConnectedOptions, activation, kInt8, 0),
      FIELD(FullyConnectedOptions, weights_format, kInt8, 1),
      FIELD(FullyConnectedOptions, keep_num_dims, kBool, 2)}},
#define POOL                                                                                           \
  {                                                                                                    \
    FIELD(Pool2DOptions, padding, kInt8, 0), FIELD(Pool2DOptions, stride_width, kInt32, 1),            \
        FIELD(Pool2DOptions, stride_height, kInt32, 2), FIELD(Pool2DOptions, filter_width, kInt32, 3), \
        FIELD(Pool2DOptions, filter_height, kInt32, 4), FIELD(Pool2DOptions, activation, kInt8, 5)     \
  }
    {Opcode::kAveragePool2D, 5, POOL},
    {Opcode::kMaxPool2D, 5, POOL},
    {Opcode::kL2Pool2D, 5, POOL},
#undef POOL
    {Opcode::kSoftmax, 9, {FIELD(SoftmaxOptions, beta, kFloat, 0)}},
    {Opcode::kSvdf, 6, {FIELD(SvdfOptions, rank, kInt32, 0), FIELD(SvdfOptions, activation, kInt8, 1)}},
    {Opcode::kUnidirectionalSequenceLstm,
     71,
     {FIELD(UnidirectionalSequenceLstmOptions, activation, kInt8, 0),
      FIELD(UnidirectionalSequenceLstmOptions, cell_clip, kFloat, 1),
      FIELD(UnidirectionalSequenceLstmOptions, projection_clip, kFloat, 2),
      FIELD(UnidirectionalSequenceLstmOptions, time_major, kBool, 3)}},
    {Opcode::kBatchMatmul,
     101,
     {FIELD(BatchMatmulOptions, adjoint_x, kBool, 0), FIELD(BatchMatmulOptions, adjoint_y, kBool, 1)}},
    {Opcode::kConcatenation,
     10,
     {FIELD(ConcatenationOptions, axis, kInt32, 0), FIELD(ConcatenationOptions, activation, kInt8, 1)}},
    {Opcode::kResizeBilinear,
     15,
     {FIELD(ResizeOptions, align_corners, kBool, 2), FIELD(ResizeOptions, half_pixel_centers, kBool, 3)}},
    {Opcode::kResizeNearestNeighbor,
     74,
     {FIELD(ResizeOptions, align_corners, kBool, 0), FIELD(ResizeOptions, half_pixel_centers, kBool, 1)}},
    {Opcode::kDepthToSpace, 94, {FIELD(BlockSizeOptions, block_size, kInt32, 0)}},
    {Opcode::kSpaceToDepth, 19, {FIELD(BlockSizeOptions, block_size, kInt32, 0)}},
    {Opcode::kSqueeze, 30, {FIELD(SqueezeOptions, dims, kInts, 0)}},
    {Opcode::kGather,
     23,
     {FIELD(GatherOptions, axis, kInt32, 0), FIELD(GatherOptions, batch_dims, kInt32, 1)}},
    {Opcode::kMean, 27, {FIELD(ReducerOptions, keep_dims, kBool, 0)}},
    {Opcode::kSum, 27, {FIELD(ReducerOptions, keep_dims, kBool, 0)}},
    {Opcode::kReduceMax, 27, {FIELD(ReducerOptions, keep_dims, kBool, 0)}},
    {Opcode::kReduceMin, 27, {FIELD(ReducerOptions, keep_dims, kBool, 0)}},
    {Opcode::kReduceAll, 27, {FIELD(ReducerOptions, keep_dims, kBool, 0)}},
    {Opcode::kStridedSlice,
     32,
     {FIELD(StridedSliceOptions, begin_mask, kInt32, 0), FIELD(StridedSliceOptions, end_mask, kInt32, 1),
      FIELD(StridedSliceOptions, shrink_axis_mask, kInt32, 4)}},
    {Opcode::kSplit, 35, {FIELD(SplitOptions, splits, kInt32, 0)}},
    {Opcode::kSplitV, 79, {FIELD(SplitOptions, splits, kInt32, 0)}},
    {Opcode::kPack, 59, {FIELD(PackOptions, values, kInt32, 0), FIELD(PackOptions, axis, kInt32, 1)}},
    {Opcode::kUnpack, 64, {FIELD(UnpackOptions, values, kInt32, 0), FIELD(UnpackOptions, axis, kInt32, 1)}},
    {Opcode::kArgMax, 40, {FIELD(OutputTypeOptions, type, kInt8, 0)}},
    {Opcode::kArgMin, 57, {FIELD(OutputTypeOptions, type, kInt8, 0)}},
    {Opcode::kShape, 55, {FIELD(OutputTypeOptions, type, kInt8, 0)}},
    {Opcode::kCast,
     37,
     {FIELD(CastOptions, input_type, kInt8, 0), FIELD(CastOptions, output_type, kInt8, 1)}},
    {Opcode::kLeakyRelu, 75, {FIELD(LeakyReluOptions, alpha, kFloat, 0)}},
    {Opcode::kMirrorPad, 77, {FIELD(MirrorPadOptions, mode, kInt8, 0)}},
    {Opcode::kCumsum,
     102,
     {FIELD(CumsumOptions, exclusive, kBool, 0), FIELD(CumsumOptions, reverse, kBool, 1)}},
    {Opcode::kIf,
     92,
     {FIELD(IfOptions, then_subgraph, kInt32, 0), FIELD(IfOptions, else_subgraph, kInt32, 1)}},
    {Opcode::kWhile,
     93,
     {FIELD(WhileOptions, condition_subgraph, kInt32, 0), FIELD(WhileOptions, body_subgraph, kInt32, 1)}},
    {Opcode::kCallOnce, 103, {FIELD(CallOnceOptions, subgraph, kInt32, 0)}},
    {Opcode::kVarHandle,
     111,
     {FIELD(VarHandleOptions, container, kBytes, 0), FIELD(VarHandleOptions, shared_name, kBytes, 1)}},
};

#undef FIELD

constexpr size_t CountFields(const Format& format) {
  size_t count = 0;
  while (count < kMaxOptionsFields && format.fields[count].kind != Kind::kNone) ++count;
  return count;
}

constexpr size_t CountAllFields() {
  size_t count = 0;
  for (const Format& format : kFormats) count += CountFields(format);
  return count;
}

// Most operators have far fewer fields than the one with most, and flash is dear.
struct Packed {
  struct Entry {
    Opcode opcode;
    uint8_t table;
    uint8_t end;  // of its fields, which begin where those of the entry before end
  };
  Entry entries[std::size(kFormats)];
  OptionsField fields[CountAllFields()];
};

constexpr Packed Pack() {
  static_assert(CountAllFields() <= UINT8_MAX);
  Packed packed = {};
  size_t end = 0;
  for (size_t i = 0; i < std::size(kFormats); ++i) {
    const Format& format = kFormats[i];
    for (size_t j = 0; j < CountFields(format); ++j) packed.fields[end++] = format.fields[j];
    packed.entries[i] = {format.opcode, format.table, static_cast<uint8_t>(end)};
  }
  return packed;
}

constexpr Packed kPacked = Pack();

// As the reader takes it.
constexpr bool FloatsHaveNoDefault() {
  for (const OptionsField& field : kPacked.fields) {
    if (field.kind == Kind::kFloat && field.default_value != 0) return false;
  }
  return true;
}
static_assert(FloatsHaveNoDefault());

}  // namespace

OptionsFormat FindOptionsFormat(Opcode opcode) {
  size_t begin = 0;
  for (const Packed::Entry& entry : kPacked.entries) {
    if (entry.opcode == opcode)
      return {entry.table, std::span(kPacked.fields).subspan(begin, entry.end - begin)};
    begin = entry.end;
  }
  return {};
}

}  // namespace assay::runtime
