#include "kernels/reference/reference.h"

#include "kernels/add.h"
#include "kernels/circular_buffer.h"
#include "kernels/batch_matmul.h"
#include "kernels/conv_2d.h"
#include "kernels/depthwise_conv_2d.h"
#include "kernels/fully_connected.h"
#include "kernels/int4.h"
#include "kernels/pool_2d.h"
#include "kernels/reduction.h"
#include "kernels/reshape.h"
#include "kernels/softmax.h"
#include "kernels/transpose_conv.h"
#include "kernels/svdf.h"

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
    {Opcode::kCircularBuffer, Type::kInt8, ParamsBytes<CircularBufferParams>(), PrepareCircularBuffer,
     reference::CircularBuffer},
    {Opcode::kBatchMatmul, Type::kInt8, ParamsBytes<BatchMatmulParams>(), PrepareBatchMatmul,
     reference::BatchMatmul<int8_t>},
    {Opcode::kBatchMatmul, Type::kInt16, ParamsBytes<BatchMatmulParams>(), PrepareBatchMatmul,
     reference::BatchMatmul<int16_t>},
    {Opcode::kBatchMatmul, Type::kFloat32, ParamsBytes<BatchMatmulParams>(), PrepareBatchMatmul,
     reference::BatchMatmul<float>},
    {Opcode::kConv2D, Type::kInt8, ParamsBytes<Conv2DParams>(), PrepareConv2D,
     reference::Conv2D<int8_t, int8_t>, false, Type::kInt8},
    {Opcode::kConv2D, Type::kInt8, ParamsBytes<Conv2DParams>(), PrepareConv2D,
     reference::Conv2D<int8_t, Int4>, false, Type::kInt4},
    {Opcode::kConv2D, Type::kInt16, ParamsBytes<Conv2DParams>(), PrepareConv2D,
     reference::Conv2D<int16_t, int8_t>, false, Type::kInt8},
    {Opcode::kConv2D, Type::kFloat32, ParamsBytes<Conv2DParams>(), PrepareConv2D,
     reference::Conv2D<float, float>, false, Type::kFloat32},
    {Opcode::kDepthwiseConv2D, Type::kInt8, ParamsBytes<DepthwiseConv2DParams>(), PrepareDepthwiseConv2D,
     reference::DepthwiseConv2D<int8_t, int8_t>, false, Type::kInt8},
    {Opcode::kDepthwiseConv2D, Type::kInt8, ParamsBytes<DepthwiseConv2DParams>(), PrepareDepthwiseConv2D,
     reference::DepthwiseConv2D<int8_t, Int4>, false, Type::kInt4},
    {Opcode::kDepthwiseConv2D, Type::kInt16, ParamsBytes<DepthwiseConv2DParams>(), PrepareDepthwiseConv2D,
     reference::DepthwiseConv2D<int16_t, int8_t>, false, Type::kInt8},
    {Opcode::kDepthwiseConv2D, Type::kFloat32, ParamsBytes<DepthwiseConv2DParams>(), PrepareDepthwiseConv2D,
     reference::DepthwiseConv2D<float, float>, false, Type::kFloat32},
    {Opcode::kFullyConnected, Type::kInt8, ParamsBytes<FullyConnectedParams>(), PrepareFullyConnected,
     reference::FullyConnected<int8_t, int8_t>, false, Type::kInt8},
    {Opcode::kFullyConnected, Type::kInt8, ParamsBytes<FullyConnectedParams>(), PrepareFullyConnected,
     reference::FullyConnected<int8_t, Int4>, false, Type::kInt4},
    {Opcode::kFullyConnected, Type::kInt16, ParamsBytes<FullyConnectedParams>(), PrepareFullyConnected,
     reference::FullyConnected<int16_t, int8_t>, false, Type::kInt8},
    {Opcode::kFullyConnected, Type::kFloat32, ParamsBytes<FullyConnectedParams>(), PrepareFullyConnected,
     reference::FullyConnected<float, float>, false, Type::kFloat32},
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
    {Opcode::kSoftmax, Type::kInt8, ParamsBytes<SoftmaxParams>(), PrepareSoftmax, reference::Softmax},
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
};

}  // namespace

constexpr KernelSet kReference = {"reference", kKernels, sizeof(kKernels) / sizeof(kKernels[0])};

}  // namespace assay::kernels
