#include "device-agent/platform/cortex_m/cycle_counter.h"

#include "device-agent/platform/cortex_m/registers.h"

namespace assay::platform {

bool EnableCycleCounter() {
  Register(core::kDebugMonitorControl) = Register(core::kDebugMonitorControl) | core::kTraceEnable;
  if (Register(core::kDwtControl) & core::kDwtNoCycleCount) return false;
  RestartCycleCounter();
  Register(core::kDwtControl) = Register(core::kDwtControl) | core::kDwtCycleCountEnable;
  Barrier();
  // The two accesses alone take cycles.
  const uint32_t first = ReadCycleCounter();
  Barrier();
  return ReadCycleCounter() != first;
}

void RestartCycleCounter() { Register(core::kDwtCycleCount) = 0; }

uint32_t ReadCycleCounter() { return Register(core::kDwtCycleCount); }

}  // namespace assay::platform
