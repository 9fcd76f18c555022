// The kernel set `portable`: the bits of `reference`, made for speed in plain C++. It is tuned for cores like
// Cortex-M4 (32-bit registers, a multiplication that accumulates in 64 bits, no vectors), but nothing in it
// depends on the core.
#ifndef ASSAY_KERNELS_PORTABLE_PORTABLE_H_
#define ASSAY_KERNELS_PORTABLE_PORTABLE_H_

#include "kernels/kernel.h"

namespace assay::kernels {
namespace portable::rows {

// Constants, each defined behind its kernel. NOLINTBEGIN(bugprone-dynamic-static-initializers)
extern const Kernel kAddInt8;
extern const Kernel kAveragePool2DInt8;
extern const Kernel kConv2DInt8;
extern const Kernel kDepthwiseConv2DInt8;
extern const Kernel kFullyConnectedInt8;
extern const Kernel kMaxPool2DInt8;
extern const Kernel kMulInt8;
extern const Kernel kSoftmaxInt8;

// One operator a line. NOLINTEND(bugprone-dynamic-static-initializers)
// clang-format off
inline constexpr const Kernel* kAll[] = {
    &kAddInt8,
    &kAveragePool2DInt8,
    &kConv2DInt8,
    &kDepthwiseConv2DInt8,
    &kFullyConnectedInt8,
    &kMaxPool2DInt8,
    &kMulInt8,
    &kSoftmaxInt8,
};
// clang-format on

}  // namespace portable::rows

inline constexpr KernelSet kPortable = {.name = "portable", .kernels = portable::rows::kAll};

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_PORTABLE_PORTABLE_H_
