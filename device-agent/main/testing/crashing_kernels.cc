#include "device-agent/main/testing/crashing_kernels.h"

#include "kernels/reference/reference.h"

namespace assay::testing {
namespace {

using kernels::Buffers;
using kernels::Kernel;
using kernels::KernelSet;

Status Trap(const void*, const Buffers&) { __builtin_trap(); }

volatile uint32_t deepest = 0xFFFFFFFF;

[[gnu::noinline]] uint32_t Recurse(uint32_t depth) {
  volatile uint32_t frame[16];
  frame[depth % 16] = depth;
  if (depth == deepest) return 0;
  return Recurse(depth + 1) + frame[0];
}

Status Overflow(const void*, const Buffers&) { return Recurse(0) == 0 ? Status::kOk : Status::kBadRequest; }

constinit Kernel trap_row = {}, overflow_row = {};
constexpr const Kernel* kTrapRows[] = {&trap_row};
constexpr const Kernel* kOverflowRows[] = {&overflow_row};
constexpr KernelSet kTrap = {.name = "trap", .kernels = kTrapRows};
constexpr KernelSet kOverflow = {.name = "overflow", .kernels = kOverflowRows};

}  // namespace

const KernelSet* TrapKernels() {
  trap_row = kernels::reference::rows::kSoftmaxInt8;
  trap_row.eval = Trap;
  return &kTrap;
}

const KernelSet* OverflowKernels() {
  overflow_row = kernels::reference::rows::kSoftmaxInt8;
  overflow_row.eval = Overflow;
  return &kOverflow;
}

}  // namespace assay::testing
