#include "kernels/reference/reference.h"

#include "kernels/add.h"
#include "kernels/batch_matmul.h"
#include "kernels/circular_buffer.h"
#include "kernels/concatenation.h"
#include "kernels/control_flow.h"
#include "kernels/conv_2d.h"
#include "kernels/depth_to_space.h"
#include "kernels/depthwise_conv_2d.h"
#include "kernels/dynamic_update_slice.h"
#include "kernels/embedding_lookup.h"
#include "kernels/fill.h"
#include "kernels/fully_connected.h"
#include "kernels/gather.h"
#include "kernels/gather_nd.h"
#include "kernels/int4.h"
#include "kernels/mirror_pad.h"
#include "kernels/pad.h"
#include "kernels/pool_2d.h"
#include "kernels/reduction.h"
#include "kernels/reshape.h"
#include "kernels/resize.h"
#include "kernels/reverse_v2.h"
#include "kernels/shape.h"
#include "kernels/slice.h"
#include "kernels/softmax.h"
#include "kernels/space_to_batch_nd.h"
#include "kernels/split.h"
#include "kernels/strided_copy.h"
#include "kernels/strided_slice.h"
#include "kernels/svdf.h"
#include "kernels/transpose.h"
#include "kernels/svdf.h"
#include "kernels/transpose_conv.h"
#include "kernels/svdf.h"
#include "kernels/transpose_conv.h"
#include "kernels/variables.h"

namespace assay::kernels {
namespace {

constexpr Kernel kKernels[] = {
    {Opcode::kAdd, Type::kInt8, ParamsBytes<AddParams>(), PrepareAdd, reference::Add},
    {Opcode::kAveragePool2D, Type::kInt8, ParamsBytes<Pool2DParams>(), PreparePool2D,
     reference::AveragePool2D<int8_t>},
    {Opcode::kAveragePool2D, Type::kInt16, ParamsBytes<Pool2DParams>(), PreparePool2D,
     reference::AveragePool2D<int16_t>},
    {Opcode::kAveragePool2D, Type::kFloat32, ParamsBytes<Pool2DParams>(), PreparePool2D,
     reference::AveragePool2D<float>},
    {Opcode::kBatchToSpaceNd, Type::kFloat32, ParamsBytes<SpaceToBatchNdParams>(), PrepareBatchToSpaceNd,
     reference::BatchToSpaceNd},
    {Opcode::kBatchToSpaceNd, Type::kInt8, ParamsBytes<SpaceToBatchNdParams>(), PrepareBatchToSpaceNd,
     reference::BatchToSpaceNd},
    {Opcode::kCircularBuffer, Type::kInt8, ParamsBytes<CircularBufferParams>(), PrepareCircularBuffer,
     reference::CircularBuffer},
    {Opcode::kBatchMatmul, Type::kInt8, ParamsBytes<BatchMatmulParams>(), PrepareBatchMatmul,
     reference::BatchMatmul<int8_t>},
    {Opcode::kBatchMatmul, Type::kInt16, ParamsBytes<BatchMatmulParams>(), PrepareBatchMatmul,
     reference::BatchMatmul<int16_t>},
    {Opcode::kBatchMatmul, Type::kFloat32, ParamsBytes<BatchMatmulParams>(), PrepareBatchMatmul,
     reference::BatchMatmul<float>},
    {Opcode::kConcatenation, Type::kNone, ParamsBytes<ConcatenationParams>(), PrepareConcatenation,
     reference::Concatenation},
    {Opcode::kConv2D, Type::kInt8, ParamsBytes<Conv2DParams>(), PrepareConv2D,
     reference::Conv2D<int8_t, int8_t>, false, Type::kInt8},
    {Opcode::kConv2D, Type::kInt8, ParamsBytes<Conv2DParams>(), PrepareConv2D,
     reference::Conv2D<int8_t, Int4>, false, Type::kInt4},
    {Opcode::kConv2D, Type::kInt16, ParamsBytes<Conv2DParams>(), PrepareConv2D,
     reference::Conv2D<int16_t, int8_t>, false, Type::kInt8},
    {Opcode::kConv2D, Type::kFloat32, ParamsBytes<Conv2DParams>(), PrepareConv2D,
     reference::Conv2D<float, float>, false, Type::kFloat32},
    {Opcode::kDepthToSpace, Type::kFloat32, ParamsBytes<StridedCopyParams>(), PrepareDepthToSpace,
     reference::StridedCopy},
    {Opcode::kDepthToSpace, Type::kInt8, ParamsBytes<StridedCopyParams>(), PrepareDepthToSpace,
     reference::StridedCopy},
    {Opcode::kDepthwiseConv2D, Type::kInt8, ParamsBytes<DepthwiseConv2DParams>(), PrepareDepthwiseConv2D,
     reference::DepthwiseConv2D<int8_t, int8_t>, false, Type::kInt8},
    {Opcode::kDepthwiseConv2D, Type::kInt8, ParamsBytes<DepthwiseConv2DParams>(), PrepareDepthwiseConv2D,
     reference::DepthwiseConv2D<int8_t, Int4>, false, Type::kInt4},
    {Opcode::kDepthwiseConv2D, Type::kInt16, ParamsBytes<DepthwiseConv2DParams>(), PrepareDepthwiseConv2D,
     reference::DepthwiseConv2D<int16_t, int8_t>, false, Type::kInt8},
    {Opcode::kDepthwiseConv2D, Type::kFloat32, ParamsBytes<DepthwiseConv2DParams>(), PrepareDepthwiseConv2D,
     reference::DepthwiseConv2D<float, float>, false, Type::kFloat32},
    {Opcode::kDynamicUpdateSlice, Type::kNone, ParamsBytes<DynamicUpdateSliceParams>(),
     PrepareDynamicUpdateSlice, reference::DynamicUpdateSlice},
    {Opcode::kEmbeddingLookup, Type::kFloat32, ParamsBytes<EmbeddingLookupParams>(), PrepareEmbeddingLookup,
     reference::EmbeddingLookup},
    {Opcode::kEmbeddingLookup, Type::kInt8, ParamsBytes<EmbeddingLookupParams>(), PrepareEmbeddingLookup,
     reference::EmbeddingLookup},
    {Opcode::kExpandDims, Type::kNone, ParamsBytes<ReshapeParams>(), PrepareExpandDims, reference::Reshape,
     true},
    {Opcode::kFill, Type::kFloat32, ParamsBytes<FillParams>(), PrepareFill, reference::Fill},
    {Opcode::kFill, Type::kInt32, ParamsBytes<FillParams>(), PrepareFill, reference::Fill},
    {Opcode::kFill, Type::kInt8, ParamsBytes<FillParams>(), PrepareFill, reference::Fill},
    {Opcode::kFullyConnected, Type::kInt8, ParamsBytes<FullyConnectedParams>(), PrepareFullyConnected,
     reference::FullyConnected<int8_t, int8_t>, false, Type::kInt8},
    {Opcode::kFullyConnected, Type::kInt8, ParamsBytes<FullyConnectedParams>(), PrepareFullyConnected,
     reference::FullyConnected<int8_t, Int4>, false, Type::kInt4},
    {Opcode::kFullyConnected, Type::kInt16, ParamsBytes<FullyConnectedParams>(), PrepareFullyConnected,
     reference::FullyConnected<int16_t, int8_t>, false, Type::kInt8},
    {Opcode::kFullyConnected, Type::kFloat32, ParamsBytes<FullyConnectedParams>(), PrepareFullyConnected,
     reference::FullyConnected<float, float>, false, Type::kFloat32},
    {Opcode::kGather, Type::kFloat32, ParamsBytes<GatherParams>(), PrepareGather, reference::Gather},
    {Opcode::kGather, Type::kInt8, ParamsBytes<GatherParams>(), PrepareGather, reference::Gather},
    {Opcode::kGatherNd, Type::kFloat32, ParamsBytes<GatherNdParams>(), PrepareGatherNd, reference::GatherNd},
    {Opcode::kGatherNd, Type::kInt8, ParamsBytes<GatherNdParams>(), PrepareGatherNd, reference::GatherNd},
    {Opcode::kL2Pool2D, Type::kFloat32, ParamsBytes<Pool2DParams>(), PreparePool2D, reference::L2Pool2D},
    {Opcode::kMaxPool2D, Type::kInt8, ParamsBytes<Pool2DParams>(), PreparePool2D,
     reference::MaxPool2D<int8_t>},
    {Opcode::kMaxPool2D, Type::kInt16, ParamsBytes<Pool2DParams>(), PreparePool2D,
     reference::MaxPool2D<int16_t>},
    {Opcode::kMaxPool2D, Type::kFloat32, ParamsBytes<Pool2DParams>(), PreparePool2D,
     reference::MaxPool2D<float>},
    {Opcode::kMean, Type::kInt8, ParamsBytes<QuantizedReductionParams>(), PrepareQuantizedReduction,
     reference::QuantizedMean<int8_t>},
    {Opcode::kMean, Type::kInt16, ParamsBytes<QuantizedReductionParams>(), PrepareQuantizedReduction,
     reference::QuantizedMean<int16_t>},
    {Opcode::kMean, Type::kFloat32, ParamsBytes<Reduction>(), PrepareReduction, reference::FloatMean},
    {Opcode::kMirrorPad, Type::kFloat32, ParamsBytes<MirrorPadParams>(), PrepareMirrorPad,
     reference::MirrorPad},
    {Opcode::kMirrorPad, Type::kInt8, ParamsBytes<MirrorPadParams>(), PrepareMirrorPad, reference::MirrorPad},
    {Opcode::kPack, Type::kNone, ParamsBytes<PackParams>(), PreparePack, reference::Pack},
    {Opcode::kPad, Type::kNone, ParamsBytes<PadParams>(), PreparePad, reference::Pad},
    {Opcode::kPadV2, Type::kNone, ParamsBytes<PadParams>(), PreparePad, reference::Pad},
    {Opcode::kReduceAll, Type::kBool, ParamsBytes<Reduction>(), PrepareReduction, reference::ReduceAll},
    {Opcode::kReduceMax, Type::kInt8, ParamsBytes<Reduction>(), PrepareReduction,
     reference::ReduceMax<int8_t>},
    {Opcode::kReduceMax, Type::kFloat32, ParamsBytes<Reduction>(), PrepareReduction,
     reference::ReduceMax<float>},
    {Opcode::kReduceMin, Type::kInt8, ParamsBytes<Reduction>(), PrepareReduction,
     reference::ReduceMin<int8_t>},
    {Opcode::kReduceMin, Type::kFloat32, ParamsBytes<Reduction>(), PrepareReduction,
     reference::ReduceMin<float>},
    {Opcode::kReshape, Type::kNone, ParamsBytes<ReshapeParams>(), PrepareReshape, reference::Reshape, true},
    {Opcode::kResizeBilinear, Type::kFloat32, ParamsBytes<ResizeParams>(), PrepareResizeBilinear,
     reference::ResizeBilinearFloat},
    {Opcode::kResizeBilinear, Type::kInt8, ParamsBytes<ResizeParams>(), PrepareResizeBilinear,
     reference::ResizeBilinearInt8},
    {Opcode::kResizeNearestNeighbor, Type::kNone, ParamsBytes<ResizeParams>(), PrepareResizeNearestNeighbor,
     reference::ResizeNearestNeighbor},
    {Opcode::kReverseV2, Type::kNone, ParamsBytes<ReverseV2Params>(), PrepareReverseV2, reference::ReverseV2},
    {Opcode::kShape, Type::kNone, ParamsBytes<ShapeParams>(), PrepareShape, reference::ShapeOf},
    {Opcode::kSlice, Type::kNone, ParamsBytes<SliceParams>(), PrepareSlice, reference::Slice},
    {Opcode::kSoftmax, Type::kInt8, ParamsBytes<SoftmaxParams>(), PrepareSoftmax, reference::Softmax},
    {Opcode::kSpaceToBatchNd, Type::kFloat32, ParamsBytes<SpaceToBatchNdParams>(), PrepareSpaceToBatchNd,
     reference::SpaceToBatchNd},
    {Opcode::kSpaceToBatchNd, Type::kInt8, ParamsBytes<SpaceToBatchNdParams>(), PrepareSpaceToBatchNd,
     reference::SpaceToBatchNd},
    {Opcode::kSpaceToDepth, Type::kFloat32, ParamsBytes<StridedCopyParams>(), PrepareSpaceToDepth,
     reference::StridedCopy},
    {Opcode::kSpaceToDepth, Type::kInt8, ParamsBytes<StridedCopyParams>(), PrepareSpaceToDepth,
     reference::StridedCopy},
    {Opcode::kSplit, Type::kNone, ParamsBytes<SplitParams>(), PrepareSplit, reference::Split},
    {Opcode::kSplitV, Type::kNone, ParamsBytes<SplitVParams>(), PrepareSplitV, reference::SplitV},
    {Opcode::kSqueeze, Type::kNone, ParamsBytes<ReshapeParams>(), PrepareSqueeze, reference::Reshape, true},
    {Opcode::kStridedSlice, Type::kNone, ParamsBytes<StridedCopyParams>(), PrepareStridedSlice,
     reference::StridedCopy},
    {Opcode::kTranspose, Type::kNone, ParamsBytes<StridedCopyParams>(), PrepareTranspose,
     reference::StridedCopy},
    {Opcode::kTransposeConv, Type::kInt8, ParamsBytes<TransposeConvParams>(), PrepareTransposeConv,
     reference::TransposeConv<int8_t, int8_t>, false, Type::kInt8},
    {Opcode::kTransposeConv, Type::kInt16, ParamsBytes<TransposeConvParams>(), PrepareTransposeConv,
     reference::TransposeConv<int16_t, int8_t>, false, Type::kInt8},
    {Opcode::kTransposeConv, Type::kFloat32, ParamsBytes<TransposeConvParams>(), PrepareTransposeConv,
     reference::TransposeConv<float, float>, false, Type::kFloat32},
    {Opcode::kSum, Type::kInt8, ParamsBytes<QuantizedReductionParams>(), PrepareQuantizedReduction,
     reference::QuantizedSum<int8_t>},
    {Opcode::kSum, Type::kInt16, ParamsBytes<QuantizedReductionParams>(), PrepareQuantizedReduction,
     reference::QuantizedSum<int16_t>},
    {Opcode::kSum, Type::kFloat32, ParamsBytes<Reduction>(), PrepareReduction, reference::FloatSum},
    {Opcode::kSvdf, Type::kInt8, ParamsBytes<QuantizedSvdfParams>(), PrepareQuantizedSvdf,
     reference::QuantizedSvdf},
    {Opcode::kSvdf, Type::kFloat32, ParamsBytes<FloatSvdfParams>(), PrepareFloatSvdf, reference::FloatSvdf},
    {Opcode::kUnpack, Type::kNone, ParamsBytes<UnpackParams>(), PrepareUnpack, reference::Unpack},
    {Opcode::kAssignVariable, Type::kNone, ParamsBytes<VariableParams>(), PrepareAssignVariable,
     reference::AssignVariable},
    {Opcode::kCallOnce, Type::kNone, ParamsBytes<CallOnceParams>(), PrepareCallOnce, reference::CallOnce},
    {Opcode::kIf, Type::kNone, ParamsBytes<IfParams>(), PrepareIf, reference::If},
    {Opcode::kReadVariable, Type::kNone, ParamsBytes<VariableParams>(), PrepareReadVariable,
     reference::ReadVariable},
    {Opcode::kVarHandle, Type::kNone, ParamsBytes<VarHandleParams>(), PrepareVarHandle, reference::VarHandle},
    {Opcode::kWhile, Type::kNone, ParamsBytes<WhileParams>(), PrepareWhile, reference::While},
};

}  // namespace

constexpr KernelSet kReference = {"reference", kKernels, sizeof(kKernels) / sizeof(kKernels[0])};

}  // namespace assay::kernels
