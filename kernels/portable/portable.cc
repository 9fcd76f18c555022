#include "kernels/portable/portable.h"

#include "kernels/operators/add.h"
#include "kernels/operators/conv_2d.h"
#include "kernels/operators/depthwise_conv_2d.h"
#include "kernels/operators/fully_connected.h"
#include "kernels/operators/mul.h"
#include "kernels/operators/pool_2d.h"
#include "kernels/operators/softmax.h"

namespace assay::kernels {
namespace {

constexpr Kernel kKernels[] = {
    {Opcode::kAdd, Type::kInt8, ParamsBytes<AddParams>(), PrepareAdd, portable::Add},
    {Opcode::kAveragePool2D, Type::kInt8, ParamsBytes<Pool2DParams>(), PreparePool2D,
     portable::AveragePool2D},
    {Opcode::kConv2D, Type::kInt8, ParamsBytes<Conv2DParams>(), portable::PrepareConv2D, portable::Conv2D,
     false, Type::kInt8},
    {Opcode::kDepthwiseConv2D, Type::kInt8, ParamsBytes<DepthwiseConv2DParams>(),
     portable::PrepareDepthwiseConv2D, portable::DepthwiseConv2D, false, Type::kInt8},
    {Opcode::kFullyConnected, Type::kInt8, ParamsBytes<FullyConnectedParams>(),
     portable::PrepareFullyConnected, portable::FullyConnected, false, Type::kInt8},
    {Opcode::kMaxPool2D, Type::kInt8, ParamsBytes<Pool2DParams>(), PreparePool2D, portable::MaxPool2D},
    {Opcode::kMul, Type::kInt8, ParamsBytes<MulParams>(), PrepareMul, portable::Mul},
    {Opcode::kSoftmax, Type::kInt8, ParamsBytes<SoftmaxParams>(), portable::PrepareSoftmax,
     portable::Softmax},
};

}  // namespace

constexpr KernelSet kPortable = {"portable", kKernels, sizeof(kKernels) / sizeof(kKernels[0])};

}  // namespace assay::kernels
