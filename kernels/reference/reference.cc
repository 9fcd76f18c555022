#include "kernels/reference/reference.h"

#include "kernels/add.h"
#include "kernels/conv_2d.h"
#include "kernels/depthwise_conv_2d.h"
#include "kernels/fully_connected.h"
#include "kernels/int4.h"
#include "kernels/pool_2d.h"
#include "kernels/reshape.h"
#include "kernels/softmax.h"
#include "kernels/transpose_conv.h"

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
    {Opcode::kReshape, Type::kNone, ParamsBytes<ReshapeParams>(), PrepareReshape, reference::Reshape, true},
    {Opcode::kSoftmax, Type::kInt8, ParamsBytes<SoftmaxParams>(), PrepareSoftmax, reference::Softmax},
    {Opcode::kTransposeConv, Type::kInt8, ParamsBytes<TransposeConvParams>(), PrepareTransposeConv,
     reference::TransposeConv<int8_t, int8_t>, false, Type::kInt8},
    {Opcode::kTransposeConv, Type::kInt16, ParamsBytes<TransposeConvParams>(), PrepareTransposeConv,
     reference::TransposeConv<int16_t, int8_t>, false, Type::kInt8},
    {Opcode::kTransposeConv, Type::kFloat32, ParamsBytes<TransposeConvParams>(), PrepareTransposeConv,
     reference::TransposeConv<float, float>, false, Type::kFloat32},
};

}  // namespace

constexpr KernelSet kReference = {"reference", kKernels, sizeof(kKernels) / sizeof(kKernels[0])};

}  // namespace assay::kernels
