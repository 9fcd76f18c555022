#include "device-agent/main/testing/crashing_kernels.h"

#include "kernels/reference/reference.h"

namespace assay::testing {
namespace {

using kernels::Buffers;
using kernels::Kernel;
using kernels::KernelSet;
using kernels::kReference;
using kernels::Opcode;

Status Trap(const void*, const Buffers&) { __builtin_trap(); }

volatile uint32_t deepest = 0xFFFFFFFF;

[[gnu::noinline]] uint32_t Recurse(uint32_t depth) {
  volatile uint32_t frame[16];
  frame[depth % 16] = depth;
  if (depth == deepest) return 0;
  return Recurse(depth + 1) + frame[0];
}

Status Overflow(const void*, const Buffers&) { return Recurse(0) == 0 ? Status::kOk : Status::kBadRequest; }

// The reference's row, but for `eval`.
void FindSoftmax(decltype(Kernel::eval) eval, Kernel* row) {
  for (int32_t i = 0; i < kReference.kernel_count; ++i) {
    const Kernel& kernel = kReference.kernels[i];
    if (kernel.opcode == Opcode::kSoftmax && kernel.type == Type::kInt8) *row = kernel;
  }
  row->eval = eval;
}

constinit Kernel trap_row = {}, overflow_row = {};
const KernelSet kTrap = {.name = "trap", .kernels = &trap_row, .kernel_count = 1};
const KernelSet kOverflow = {.name = "overflow", .kernels = &overflow_row, .kernel_count = 1};

}  // namespace

const KernelSet* TrapKernels() {
  FindSoftmax(Trap, &trap_row);
  return &kTrap;
}

const KernelSet* OverflowKernels() {
  FindSoftmax(Overflow, &overflow_row);
  return &kOverflow;
}

}  // namespace assay::testing
