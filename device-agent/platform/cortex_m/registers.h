// Access to memory-mapped registers, and the instructions that no C++ stands for.
#ifndef ASSAY_PLATFORM_CORTEX_M_REGISTERS_H_
#define ASSAY_PLATFORM_CORTEX_M_REGISTERS_H_

#include <cstdint>

#include "device-agent/platform/cortex_m/core_registers.h"

namespace assay::platform {

inline volatile uint32_t& Register(uint32_t address) {
  return *reinterpret_cast<volatile uint32_t*>(static_cast<uintptr_t>(address));
}

inline void DisableInterrupts() { asm volatile("cpsid i" ::: "memory"); }
inline void EnableInterrupts() { asm volatile("cpsie i" ::: "memory"); }
inline void WaitForInterrupt() { asm volatile("dsb\n wfi" ::: "memory"); }
inline void Synchronize() { asm volatile("isb" ::: "memory"); }
inline void Barrier() { asm volatile("dsb\n isb" ::: "memory"); }

}  // namespace assay::platform

#endif  // ASSAY_PLATFORM_CORTEX_M_REGISTERS_H_
