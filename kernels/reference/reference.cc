#include "kernels/reference/reference.h"

#include "kernels/add.h"
#include "kernels/average_pool_2d.h"
#include "kernels/conv_2d.h"
#include "kernels/depthwise_conv_2d.h"
#include "kernels/fully_connected.h"
#include "kernels/reshape.h"
#include "kernels/softmax.h"

namespace assay::kernels {
namespace {

constexpr Kernel kKernels[] = {
    {Opcode::kAdd, Type::kInt8, ParamsBytes<AddParams>(), PrepareAdd, reference::Add},
    {Opcode::kAveragePool2D, Type::kInt8, ParamsBytes<AveragePool2DParams>(), PrepareAveragePool2D,
     reference::AveragePool2D},
    {Opcode::kConv2D, Type::kInt8, ParamsBytes<Conv2DParams>(), PrepareConv2D, reference::Conv2D},
    {Opcode::kDepthwiseConv2D, Type::kInt8, ParamsBytes<DepthwiseConv2DParams>(), PrepareDepthwiseConv2D,
     reference::DepthwiseConv2D},
    {Opcode::kFullyConnected, Type::kInt8, ParamsBytes<FullyConnectedParams>(), PrepareFullyConnected,
     reference::FullyConnected},
    {Opcode::kReshape, Type::kNone, ParamsBytes<ReshapeParams>(), PrepareReshape, reference::Reshape, true},
    {Opcode::kSoftmax, Type::kInt8, ParamsBytes<SoftmaxParams>(), PrepareSoftmax, reference::Softmax},
};

}  // namespace

constexpr KernelSet kReference = {"reference", kKernels, sizeof(kKernels) / sizeof(kKernels[0])};

}  // namespace assay::kernels
