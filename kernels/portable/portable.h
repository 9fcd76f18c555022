// The kernel set `portable`: the bits of `reference`, made for speed in plain C++. It is tuned for cores like
// Cortex-M4 (32-bit registers, a multiplication that accumulates in 64 bits, no vectors), but nothing in it
// depends on the core.
#ifndef ASSAY_KERNELS_PORTABLE_PORTABLE_H_
#define ASSAY_KERNELS_PORTABLE_PORTABLE_H_

#include "kernels/kernel.h"

namespace assay::kernels {

// A constant (constexpr where it is defined), which clang-tidy cannot see here.
extern const KernelSet
    kPortable;  // NOLINT(readability-identifier-naming,bugprone-dynamic-static-initializers)

namespace portable {

// The operators' own `prepare`, and then the scratch that this set's kernels want.
Status PrepareConv2D(const Operation& operation, void* params, Needs* needs);
Status PrepareDepthwiseConv2D(const Operation& operation, void* params, Needs* needs);
Status PrepareFullyConnected(const Operation& operation, void* params, Needs* needs);
Status PrepareSoftmax(const Operation& operation, void* params, Needs* needs);

Status Add(const void* params, const Buffers& buffers);
Status AveragePool2D(const void* params, const Buffers& buffers);
Status Conv2D(const void* params, const Buffers& buffers);
Status DepthwiseConv2D(const void* params, const Buffers& buffers);
Status FullyConnected(const void* params, const Buffers& buffers);
Status MaxPool2D(const void* params, const Buffers& buffers);
Status Mul(const void* params, const Buffers& buffers);
Status Softmax(const void* params, const Buffers& buffers);

}  // namespace portable
}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_PORTABLE_PORTABLE_H_
