// The kernel set `reference`: every operator straight from its definition, written to be read. It is the
// definition of right, so nothing here is clever and nothing depends on the core.
#ifndef ASSAY_KERNELS_REFERENCE_REFERENCE_H_
#define ASSAY_KERNELS_REFERENCE_REFERENCE_H_

#include "kernels/kernel.h"

namespace assay::kernels {
namespace reference::rows {

// Constants, each defined behind its kernel. NOLINTBEGIN(bugprone-dynamic-static-initializers)
extern const Kernel kAbsFloat, kAbsInt8, kAbsInt16;
extern const Kernel kAddInt8, kAddInt16, kAddInt32, kAddFloat;
extern const Kernel kAddNInt8, kAddNFloat;
extern const Kernel kArgMaxInt8, kArgMaxFloat;
extern const Kernel kArgMinInt8, kArgMinFloat;
extern const Kernel kAssignVariable;
extern const Kernel kAveragePool2DInt8, kAveragePool2DInt16, kAveragePool2DFloat;
extern const Kernel kBatchMatmulInt8, kBatchMatmulInt16, kBatchMatmulFloat;
extern const Kernel kBatchToSpaceNdFloat, kBatchToSpaceNdInt8;
extern const Kernel kBroadcastArgsInt32, kBroadcastArgsInt64;
extern const Kernel kBroadcastTo;
extern const Kernel kCallOnce;
extern const Kernel kCastFloat, kCastInt8, kCastInt16, kCastInt32, kCastBool;
extern const Kernel kCeilFloat;
extern const Kernel kCircularBufferInt8;
extern const Kernel kConcatenation;
extern const Kernel kConv2DInt8, kConv2DInt8Int4, kConv2DInt16, kConv2DFloat;
extern const Kernel kCosFloat;
extern const Kernel kCumsumInt8, kCumsumFloat;
extern const Kernel kDepthToSpaceFloat, kDepthToSpaceInt8;
extern const Kernel kDepthwiseConv2DInt8, kDepthwiseConv2DInt8Int4, kDepthwiseConv2DInt16,
    kDepthwiseConv2DFloat;
extern const Kernel kDequantizeInt8, kDequantizeUInt8, kDequantizeInt16;
extern const Kernel kDivInt8, kDivInt32, kDivFloat;
extern const Kernel kDynamicUpdateSlice;
extern const Kernel kEluFloat, kEluInt8;
extern const Kernel kEmbeddingLookupFloat, kEmbeddingLookupInt8;
extern const Kernel kEqualInt8, kEqualInt32, kEqualInt64, kEqualFloat, kEqualBool;
extern const Kernel kExpFloat;
extern const Kernel kExpandDims;
extern const Kernel kFillFloat, kFillInt32, kFillInt8;
extern const Kernel kFloorFloat;
extern const Kernel kFloorDivFloat;
extern const Kernel kFloorModFloat;
extern const Kernel kFullyConnectedInt8, kFullyConnectedInt8Int4, kFullyConnectedInt16, kFullyConnectedFloat;
extern const Kernel kGatherFloat, kGatherInt8;
extern const Kernel kGatherNdFloat, kGatherNdInt8;
extern const Kernel kGreaterInt8, kGreaterInt16, kGreaterInt32, kGreaterInt64, kGreaterFloat;
extern const Kernel kGreaterEqualInt8, kGreaterEqualInt32, kGreaterEqualInt64, kGreaterEqualFloat;
extern const Kernel kHardSwishFloat, kHardSwishInt8;
extern const Kernel kIf;
extern const Kernel kL2NormalizationInt8, kL2NormalizationFloat;
extern const Kernel kL2Pool2DFloat;
extern const Kernel kLeakyReluInt8, kLeakyReluInt16, kLeakyReluFloat;
extern const Kernel kLessInt8, kLessInt32, kLessInt64, kLessFloat;
extern const Kernel kLessEqualInt8, kLessEqualInt32, kLessEqualInt64, kLessEqualFloat;
extern const Kernel kLogFloat;
extern const Kernel kLogicalAndBool, kLogicalAndInt8, kLogicalAndUInt8;
extern const Kernel kLogicalNotBool;
extern const Kernel kLogicalOrBool, kLogicalOrInt8, kLogicalOrUInt8;
extern const Kernel kLogisticFloat, kLogisticInt8, kLogisticInt16;
extern const Kernel kLogSoftmaxInt8, kLogSoftmaxFloat;
extern const Kernel kMaximumInt8, kMaximumInt16, kMaximumInt32, kMaximumInt64, kMaximumFloat;
extern const Kernel kMaxPool2DInt8, kMaxPool2DInt16, kMaxPool2DFloat;
extern const Kernel kMeanInt8, kMeanInt16, kMeanFloat;
extern const Kernel kMinimumInt8, kMinimumInt16, kMinimumInt32, kMinimumInt64, kMinimumFloat;
extern const Kernel kMirrorPadFloat, kMirrorPadInt8;
extern const Kernel kMulInt8, kMulInt16, kMulInt32, kMulFloat;
extern const Kernel kNegFloat;
extern const Kernel kNotEqualInt8, kNotEqualInt32, kNotEqualInt64, kNotEqualFloat, kNotEqualBool;
extern const Kernel kPack;
extern const Kernel kPad;
extern const Kernel kPadv2;
extern const Kernel kPreluInt8, kPreluInt16, kPreluFloat;
extern const Kernel kQuantizeFloat, kQuantizeInt8, kQuantizeUInt8, kQuantizeInt16, kQuantizeInt32;
extern const Kernel kReadVariable;
extern const Kernel kReduceAllBool;
extern const Kernel kReduceMaxInt8, kReduceMaxFloat;
extern const Kernel kReduceMinInt8, kReduceMinFloat;
extern const Kernel kReluFloat, kReluInt8, kReluInt16;
extern const Kernel kRelu6Float, kRelu6Int8, kRelu6Int16;
extern const Kernel kReshape;
extern const Kernel kResizeBilinearFloat, kResizeBilinearInt8;
extern const Kernel kResizeNearestNeighbor;
extern const Kernel kReverseV2;
extern const Kernel kRoundFloat;
extern const Kernel kRsqrtFloat, kRsqrtInt8, kRsqrtInt16;
extern const Kernel kSelectV2Int8, kSelectV2Int16, kSelectV2Float;
extern const Kernel kShape;
extern const Kernel kSinFloat;
extern const Kernel kSlice;
extern const Kernel kSoftmaxInt8, kSoftmaxInt16, kSoftmaxFloat;
extern const Kernel kSpaceToBatchNdFloat, kSpaceToBatchNdInt8;
extern const Kernel kSpaceToDepthFloat, kSpaceToDepthInt8;
extern const Kernel kSplit;
extern const Kernel kSplitV;
extern const Kernel kSqrtFloat;
extern const Kernel kSquareFloat;
extern const Kernel kSquaredDifferenceInt8, kSquaredDifferenceInt16, kSquaredDifferenceInt32,
    kSquaredDifferenceFloat;
extern const Kernel kSqueeze;
extern const Kernel kStridedSlice;
extern const Kernel kSubInt8, kSubInt16, kSubInt32, kSubFloat;
extern const Kernel kSumInt8, kSumInt16, kSumFloat;
extern const Kernel kSvdfInt8, kSvdfFloat;
extern const Kernel kTanhFloat, kTanhInt8, kTanhInt16;
extern const Kernel kTranspose;
extern const Kernel kTransposeConvInt8, kTransposeConvInt16, kTransposeConvFloat;
extern const Kernel kUnidirectionalSequenceLstmInt8, kUnidirectionalSequenceLstmInt16;
extern const Kernel kUnpack;
extern const Kernel kVarHandle;
extern const Kernel kWhile;
extern const Kernel kZerosLikeFloat, kZerosLikeInt8, kZerosLikeInt32, kZerosLikeInt64;

// One operator a line. NOLINTEND(bugprone-dynamic-static-initializers)
// clang-format off
inline constexpr const Kernel* kAll[] = {
    &kAbsFloat, &kAbsInt8, &kAbsInt16,
    &kAddInt8, &kAddInt16, &kAddInt32, &kAddFloat,
    &kAddNInt8, &kAddNFloat,
    &kArgMaxInt8, &kArgMaxFloat,
    &kArgMinInt8, &kArgMinFloat,
    &kAssignVariable,
    &kAveragePool2DInt8, &kAveragePool2DInt16, &kAveragePool2DFloat,
    &kBatchMatmulInt8, &kBatchMatmulInt16, &kBatchMatmulFloat,
    &kBatchToSpaceNdFloat, &kBatchToSpaceNdInt8,
    &kBroadcastArgsInt32, &kBroadcastArgsInt64,
    &kBroadcastTo,
    &kCallOnce,
    &kCastFloat, &kCastInt8, &kCastInt16, &kCastInt32, &kCastBool,
    &kCeilFloat,
    &kCircularBufferInt8,
    &kConcatenation,
    &kConv2DInt8, &kConv2DInt8Int4, &kConv2DInt16, &kConv2DFloat,
    &kCosFloat,
    &kCumsumInt8, &kCumsumFloat,
    &kDepthToSpaceFloat, &kDepthToSpaceInt8,
    &kDepthwiseConv2DInt8, &kDepthwiseConv2DInt8Int4, &kDepthwiseConv2DInt16, &kDepthwiseConv2DFloat,
    &kDequantizeInt8, &kDequantizeUInt8, &kDequantizeInt16,
    &kDivInt8, &kDivInt32, &kDivFloat,
    &kDynamicUpdateSlice,
    &kEluFloat, &kEluInt8,
    &kEmbeddingLookupFloat, &kEmbeddingLookupInt8,
    &kEqualInt8, &kEqualInt32, &kEqualInt64, &kEqualFloat, &kEqualBool,
    &kExpFloat,
    &kExpandDims,
    &kFillFloat, &kFillInt32, &kFillInt8,
    &kFloorFloat,
    &kFloorDivFloat,
    &kFloorModFloat,
    &kFullyConnectedInt8, &kFullyConnectedInt8Int4, &kFullyConnectedInt16, &kFullyConnectedFloat,
    &kGatherFloat, &kGatherInt8,
    &kGatherNdFloat, &kGatherNdInt8,
    &kGreaterInt8, &kGreaterInt16, &kGreaterInt32, &kGreaterInt64, &kGreaterFloat,
    &kGreaterEqualInt8, &kGreaterEqualInt32, &kGreaterEqualInt64, &kGreaterEqualFloat,
    &kHardSwishFloat, &kHardSwishInt8,
    &kIf,
    &kL2NormalizationInt8, &kL2NormalizationFloat,
    &kL2Pool2DFloat,
    &kLeakyReluInt8, &kLeakyReluInt16, &kLeakyReluFloat,
    &kLessInt8, &kLessInt32, &kLessInt64, &kLessFloat,
    &kLessEqualInt8, &kLessEqualInt32, &kLessEqualInt64, &kLessEqualFloat,
    &kLogFloat,
    &kLogicalAndBool, &kLogicalAndInt8, &kLogicalAndUInt8,
    &kLogicalNotBool,
    &kLogicalOrBool, &kLogicalOrInt8, &kLogicalOrUInt8,
    &kLogisticFloat, &kLogisticInt8, &kLogisticInt16,
    &kLogSoftmaxInt8, &kLogSoftmaxFloat,
    &kMaximumInt8, &kMaximumInt16, &kMaximumInt32, &kMaximumInt64, &kMaximumFloat,
    &kMaxPool2DInt8, &kMaxPool2DInt16, &kMaxPool2DFloat,
    &kMeanInt8, &kMeanInt16, &kMeanFloat,
    &kMinimumInt8, &kMinimumInt16, &kMinimumInt32, &kMinimumInt64, &kMinimumFloat,
    &kMirrorPadFloat, &kMirrorPadInt8,
    &kMulInt8, &kMulInt16, &kMulInt32, &kMulFloat,
    &kNegFloat,
    &kNotEqualInt8, &kNotEqualInt32, &kNotEqualInt64, &kNotEqualFloat, &kNotEqualBool,
    &kPack,
    &kPad,
    &kPadv2,
    &kPreluInt8, &kPreluInt16, &kPreluFloat,
    &kQuantizeFloat, &kQuantizeInt8, &kQuantizeUInt8, &kQuantizeInt16, &kQuantizeInt32,
    &kReadVariable,
    &kReduceAllBool,
    &kReduceMaxInt8, &kReduceMaxFloat,
    &kReduceMinInt8, &kReduceMinFloat,
    &kReluFloat, &kReluInt8, &kReluInt16,
    &kRelu6Float, &kRelu6Int8, &kRelu6Int16,
    &kReshape,
    &kResizeBilinearFloat, &kResizeBilinearInt8,
    &kResizeNearestNeighbor,
    &kReverseV2,
    &kRoundFloat,
    &kRsqrtFloat, &kRsqrtInt8, &kRsqrtInt16,
    &kSelectV2Int8, &kSelectV2Int16, &kSelectV2Float,
    &kShape,
    &kSinFloat,
    &kSlice,
    &kSoftmaxInt8, &kSoftmaxInt16, &kSoftmaxFloat,
    &kSpaceToBatchNdFloat, &kSpaceToBatchNdInt8,
    &kSpaceToDepthFloat, &kSpaceToDepthInt8,
    &kSplit,
    &kSplitV,
    &kSqrtFloat,
    &kSquareFloat,
    &kSquaredDifferenceInt8, &kSquaredDifferenceInt16, &kSquaredDifferenceInt32, &kSquaredDifferenceFloat,
    &kSqueeze,
    &kStridedSlice,
    &kSubInt8, &kSubInt16, &kSubInt32, &kSubFloat,
    &kSumInt8, &kSumInt16, &kSumFloat,
    &kSvdfInt8, &kSvdfFloat,
    &kTanhFloat, &kTanhInt8, &kTanhInt16,
    &kTranspose,
    &kTransposeConvInt8, &kTransposeConvInt16, &kTransposeConvFloat,
    &kUnidirectionalSequenceLstmInt8, &kUnidirectionalSequenceLstmInt16,
    &kUnpack,
    &kVarHandle,
    &kWhile,
    &kZerosLikeFloat, &kZerosLikeInt8, &kZerosLikeInt32, &kZerosLikeInt64,
};
// clang-format on

}  // namespace reference::rows

inline constexpr KernelSet kReference = {.name = "reference", .kernels = reference::rows::kAll};

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_REFERENCE_REFERENCE_H_
