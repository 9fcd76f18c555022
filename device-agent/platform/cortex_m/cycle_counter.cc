#include "device-agent/platform/cortex_m/cycle_counter.h"

#include "device-agent/platform/cortex_m/registers.h"

namespace assay::platform {

bool EnableCycleCounter() {
  Register(core::kDebugMonitorControl) = Register(core::kDebugMonitorControl) | core::kTraceEnable;
  // A Cortex-M7 ignores what is written to the unit until it is unlocked; others ignore the lock.
  Register(core::kDwtLock) = core::kDwtUnlock;
  if (Register(core::kDwtControl) & core::kDwtNoCycleCount) return false;
  RestartCycleCounter();
  Register(core::kDwtControl) = Register(core::kDwtControl) | core::kDwtCycleCountEnable;
  Barrier();
  // The two accesses alone take cycles.
  const uint32_t first = ReadCycleCounter();
  Barrier();
  return ReadCycleCounter() != first;
}

// The core may run ahead of a write, and instructions overtake a read: what is measured must begin after the
// one and end before the other.
void RestartCycleCounter() {
  Register(core::kDwtCycleCount) = 0;
  Barrier();
}

uint32_t ReadCycleCounter() {
  Synchronize();
  const uint32_t count = Register(core::kDwtCycleCount);
  Synchronize();
  return count;
}

}  // namespace assay::platform
