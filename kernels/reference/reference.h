// The kernel set `reference`: every operator straight from its definition, written to be read. It is the
// definition of right, so nothing here is clever and nothing depends on the core.
#ifndef ASSAY_KERNELS_REFERENCE_REFERENCE_H_
#define ASSAY_KERNELS_REFERENCE_REFERENCE_H_

#include "kernels/kernel.h"

namespace assay::kernels {

// A constant (constexpr where it is defined), which clang-tidy cannot see here.
extern const KernelSet
    kReference;  // NOLINT(readability-identifier-naming,bugprone-dynamic-static-initializers)

namespace reference {

template <typename T>
Status Abs(const void* params, const Buffers& buffers);
template <typename T>
Status Add(const void* params, const Buffers& buffers);
Status AddNFloat(const void* params, const Buffers& buffers);
Status AddNInt8(const void* params, const Buffers& buffers);
template <typename T>
Status ArgMax(const void* params, const Buffers& buffers);
template <typename T>
Status ArgMin(const void* params, const Buffers& buffers);
Status AssignVariable(const void* params, const Buffers& buffers);
template <typename T>
Status AveragePool2D(const void* params, const Buffers& buffers);
template <typename T>
Status BatchMatmul(const void* params, const Buffers& buffers);
Status BatchToSpaceNd(const void* params, const Buffers& buffers);
template <typename T>
Status BroadcastArgs(const void* params, const Buffers& buffers);
Status BroadcastTo(const void* params, const Buffers& buffers);
Status CallOnce(const void* params, const Buffers& buffers);
template <typename From>
Status Cast(const void* params, const Buffers& buffers);
Status CastBool(const void* params, const Buffers& buffers);
Status CircularBuffer(const void* params, const Buffers& buffers);
template <typename T, typename Comparison>
Status Compare(const void* params, const Buffers& buffers);
Status Concatenation(const void* params, const Buffers& buffers);
template <typename T, typename W>
Status Conv2D(const void* params, const Buffers& buffers);
Status CumsumFloat(const void* params, const Buffers& buffers);
Status CumsumInt8(const void* params, const Buffers& buffers);
template <typename T, typename W>
Status DepthwiseConv2D(const void* params, const Buffers& buffers);
template <typename Input>
Status Dequantize(const void* params, const Buffers& buffers);
template <typename T>
Status Div(const void* params, const Buffers& buffers);
Status DynamicUpdateSlice(const void* params, const Buffers& buffers);
Status Elu(const void* params, const Buffers& buffers);
Status EmbeddingLookup(const void* params, const Buffers& buffers);
Status Fill(const void* params, const Buffers& buffers);
Status FloatMean(const void* params, const Buffers& buffers);
Status FloatSum(const void* params, const Buffers& buffers);
Status FloatSvdf(const void* params, const Buffers& buffers);
Status FloorDiv(const void* params, const Buffers& buffers);
Status FloorMod(const void* params, const Buffers& buffers);
template <typename T, typename W>
Status FullyConnected(const void* params, const Buffers& buffers);
Status Gather(const void* params, const Buffers& buffers);
Status GatherNd(const void* params, const Buffers& buffers);
Status HardSwish(const void* params, const Buffers& buffers);
Status If(const void* params, const Buffers& buffers);
Status L2Normalization(const void* params, const Buffers& buffers);
Status L2NormalizationFloat(const void* params, const Buffers& buffers);
Status L2Pool2D(const void* params, const Buffers& buffers);
template <typename T>
Status LeakyRelu(const void* params, const Buffers& buffers);
Status LeakyReluFloat(const void* params, const Buffers& buffers);
// StoredBool, or uint8_t for integers of one byte.
template <typename T>
Status LogicalAnd(const void* params, const Buffers& buffers);
Status LogicalNot(const void* params, const Buffers& buffers);
template <typename T>
Status LogicalOr(const void* params, const Buffers& buffers);
Status LogisticInt16(const void* params, const Buffers& buffers);
Status LogisticInt8(const void* params, const Buffers& buffers);
Status LogSoftmax(const void* params, const Buffers& buffers);
Status LogSoftmaxFloat(const void* params, const Buffers& buffers);
template <typename T>
Status Lstm(const void* params, const Buffers& buffers);
template <typename T>
Status Maximum(const void* params, const Buffers& buffers);
template <typename T>
Status MaxPool2D(const void* params, const Buffers& buffers);
template <typename T>
Status Minimum(const void* params, const Buffers& buffers);
Status MirrorPad(const void* params, const Buffers& buffers);
template <typename T>
Status Mul(const void* params, const Buffers& buffers);
Status Pack(const void* params, const Buffers& buffers);
Status Pad(const void* params, const Buffers& buffers);
Status Prelu(const void* params, const Buffers& buffers);
Status Quantize(const void* params, const Buffers& buffers);
template <typename T>
Status QuantizedAdd(const void* params, const Buffers& buffers);
template <typename T, typename Comparison>
Status QuantizedCompare(const void* params, const Buffers& buffers);
Status QuantizedDiv(const void* params, const Buffers& buffers);
template <typename T>
Status QuantizedMean(const void* params, const Buffers& buffers);
template <typename T>
Status QuantizedMul(const void* params, const Buffers& buffers);
template <typename T>
Status QuantizedPrelu(const void* params, const Buffers& buffers);
template <typename T>
Status QuantizedSquaredDifference(const void* params, const Buffers& buffers);
template <typename T>
Status QuantizedSub(const void* params, const Buffers& buffers);
template <typename T>
Status QuantizedSum(const void* params, const Buffers& buffers);
Status QuantizedSvdf(const void* params, const Buffers& buffers);
Status ReadVariable(const void* params, const Buffers& buffers);
Status ReduceAll(const void* params, const Buffers& buffers);
template <typename T>
Status ReduceMax(const void* params, const Buffers& buffers);
template <typename T>
Status ReduceMin(const void* params, const Buffers& buffers);
template <typename T>
Status Relu(const void* params, const Buffers& buffers);
template <typename T>
Status Relu6(const void* params, const Buffers& buffers);
template <typename Input>
Status Requantize(const void* params, const Buffers& buffers);
Status Reshape(const void* params, const Buffers& buffers);
Status ResizeBilinearFloat(const void* params, const Buffers& buffers);
Status ResizeBilinearInt8(const void* params, const Buffers& buffers);
Status ResizeNearestNeighbor(const void* params, const Buffers& buffers);
Status ReverseV2(const void* params, const Buffers& buffers);
template <typename T>
Status Rsqrt(const void* params, const Buffers& buffers);
template <typename T>
Status SelectV2(const void* params, const Buffers& buffers);
Status ShapeOf(const void* params, const Buffers& buffers);
Status Slice(const void* params, const Buffers& buffers);
Status Softmax(const void* params, const Buffers& buffers);
Status SoftmaxFloat(const void* params, const Buffers& buffers);
Status SoftmaxInt16(const void* params, const Buffers& buffers);
Status SpaceToBatchNd(const void* params, const Buffers& buffers);
Status Split(const void* params, const Buffers& buffers);
Status SplitV(const void* params, const Buffers& buffers);
template <typename T>
Status SquaredDifference(const void* params, const Buffers& buffers);
Status StridedCopy(const void* params, const Buffers& buffers);
template <typename T>
Status Sub(const void* params, const Buffers& buffers);
Status TanhInt16(const void* params, const Buffers& buffers);
Status TanhInt8(const void* params, const Buffers& buffers);
template <typename T, typename W>
Status TransposeConv(const void* params, const Buffers& buffers);
template <Opcode opcode>
Status Unary(const void* params, const Buffers& buffers);
Status Unpack(const void* params, const Buffers& buffers);
Status VarHandle(const void* params, const Buffers& buffers);
Status While(const void* params, const Buffers& buffers);
Status ZerosLike(const void* params, const Buffers& buffers);

}  // namespace reference
}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_REFERENCE_REFERENCE_H_
