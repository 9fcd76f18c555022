// The cycle counter of the core's debug unit (DWT CYCCNT): 32 bits, optional, and absent from QEMU, where it
// reads 0.
#ifndef ASSAY_PLATFORM_CORTEX_M_CYCLE_COUNTER_H_
#define ASSAY_PLATFORM_CORTEX_M_CYCLE_COUNTER_H_

#include <cstdint>

namespace assay::platform {

// Switches the counter on. Returns false if there is none, or if it does not count.
bool EnableCycleCounter();

void RestartCycleCounter();
uint32_t ReadCycleCounter();

}  // namespace assay::platform

#endif  // ASSAY_PLATFORM_CORTEX_M_CYCLE_COUNTER_H_
