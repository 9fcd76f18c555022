// Memory-mapped registers, and those of the core that the platform uses. Addresses and bits are from Arm's
// ARMv7-M Architecture Reference Manual (DDI 0403), chapters B3 and C1; they are the same on ARMv8-M.
#ifndef ASSAY_PLATFORM_CORTEX_M_REGISTERS_H_
#define ASSAY_PLATFORM_CORTEX_M_REGISTERS_H_

#include <cstdint>

namespace assay::platform {

inline volatile uint32_t& Register(uint32_t address) {
  return *reinterpret_cast<volatile uint32_t*>(static_cast<uintptr_t>(address));
}

namespace core {
constexpr uint32_t kDwtControl = 0xE0001000;
constexpr uint32_t kDwtCycleCount = 0xE0001004;
constexpr uint32_t kInterruptSetEnable = 0xE000E100;  // one bit an interrupt
constexpr uint32_t kVectorTableOffset = 0xE000ED08;
constexpr uint32_t kApplicationReset = 0xE000ED0C;  // AIRCR
constexpr uint32_t kConfigurableFault = 0xE000ED28;
constexpr uint32_t kHardFault = 0xE000ED2C;
constexpr uint32_t kBusFaultAddress = 0xE000ED38;
constexpr uint32_t kCoprocessorAccess = 0xE000ED88;
constexpr uint32_t kDebugMonitorControl = 0xE000EDFC;  // DEMCR

constexpr uint32_t kDwtCycleCountEnable = 1u << 0;
constexpr uint32_t kDwtNoCycleCount = 1u << 25;
constexpr uint32_t kResetRequest = 0x05FA0004;  // AIRCR: write key and SYSRESETREQ
constexpr uint32_t kFullFpuAccess = 0xFu << 20;
constexpr uint32_t kTraceEnable = 1u << 24;  // DEMCR
}  // namespace core

inline void DisableInterrupts() { asm volatile("cpsid i" ::: "memory"); }
inline void EnableInterrupts() { asm volatile("cpsie i" ::: "memory"); }
inline void WaitForInterrupt() { asm volatile("dsb\n wfi" ::: "memory"); }
inline void Barrier() { asm volatile("dsb\n isb" ::: "memory"); }

}  // namespace assay::platform

#endif  // ASSAY_PLATFORM_CORTEX_M_REGISTERS_H_
