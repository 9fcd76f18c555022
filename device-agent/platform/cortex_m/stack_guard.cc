// Makes a stack overflow fault even where the addresses below the stack exist, or where the bus ignores an
// access to nothing, as QEMU's MPS2 machines do. Registers are from the ARMv7-M (DDI 0403, B3.5) Architecture
// Reference Manual.
#include "device-agent/platform/cortex_m/stack_guard.h"

#include "device-agent/platform/cortex_m/image.h"
#include "device-agent/platform/cortex_m/registers.h"
#include "device-agent/platform/platform.h"

namespace assay::platform {

namespace {

bool guarded = false;

}  // namespace

bool StackGuarded() { return guarded; }

#if __ARM_ARCH >= 8

// ARMv8-M knows how far a stack may grow.
void GuardStack() {
  asm volatile("msr msplim, %0" ::"r"(assay_stack_start));
  guarded = true;
}

#else

void GuardStack() {
  constexpr uint32_t kMpuType = 0xE000ED90;
  constexpr uint32_t kMpuControl = 0xE000ED94;
  constexpr uint32_t kMpuRegion = 0xE000ED98;
  constexpr uint32_t kMpuBase = 0xE000ED9C;
  constexpr uint32_t kMpuAttributes = 0xE000EDA0;
  constexpr uint32_t kRegionCount = 0xFFu << 8;        // in kMpuType
  constexpr uint32_t kEnableWithDefaultMap = 1u | 4u;  // all but the guard stays as it is without an MPU
  constexpr uint32_t kNoAccess = 1u << 28;             // nor execution
  constexpr uint32_t kLog2Bytes = 12;                  // more than any one function's frame
  constexpr uint32_t kRegionEnabled = (kLog2Bytes - 1) << 1 | 1;

  // A region is aligned to its size; the linker script asserts that the stack starts at such an address.
  const auto start = reinterpret_cast<uintptr_t>(assay_stack_start);
  constexpr uint32_t kBytes = 1u << kLog2Bytes;
  if ((Register(kMpuType) & kRegionCount) == 0) return;  // a core without an MPU
  Register(kMpuRegion) = 0;
  Register(kMpuBase) = static_cast<uint32_t>(start) - kBytes;
  Register(kMpuAttributes) = kNoAccess | kRegionEnabled;
  Register(kMpuControl) = kEnableWithDefaultMap;
  Barrier();
  guarded = true;
}

#endif

}  // namespace assay::platform
