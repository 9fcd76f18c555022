// The core's registers that the platform uses. Addresses and bits are from Arm's ARMv7-M Architecture
// Reference Manual (DDI 0403), chapters B3, C1 and D1; they are the same on ARMv8-M.
#ifndef ASSAY_PLATFORM_CORTEX_M_CORE_REGISTERS_H_
#define ASSAY_PLATFORM_CORTEX_M_CORE_REGISTERS_H_

#include <cstdint>

namespace assay::platform::core {

constexpr uint32_t kDwtControl = 0xE0001000;
constexpr uint32_t kDwtCycleCount = 0xE0001004;
constexpr uint32_t kDwtLock = 0xE0001FB0;             // LAR
constexpr uint32_t kInterruptSetEnable = 0xE000E100;  // one bit an interrupt
constexpr uint32_t kVectorTableOffset = 0xE000ED08;
constexpr uint32_t kApplicationReset = 0xE000ED0C;  // AIRCR
constexpr uint32_t kConfigurableFault = 0xE000ED28;
constexpr uint32_t kHardFault = 0xE000ED2C;
constexpr uint32_t kMemoryFaultAddress = 0xE000ED34;
constexpr uint32_t kBusFaultAddress = 0xE000ED38;
constexpr uint32_t kCoprocessorAccess = 0xE000ED88;
constexpr uint32_t kDebugMonitorControl = 0xE000EDFC;  // DEMCR

constexpr uint32_t kDwtCycleCountEnable = 1u << 0;
constexpr uint32_t kDwtNoCycleCount = 1u << 25;
constexpr uint32_t kDwtUnlock = 0xC5ACCE55;
constexpr uint32_t kResetRequest = 0x05FA0004;  // AIRCR: write key and SYSRESETREQ
constexpr uint32_t kFullFpuAccess = 0xFu << 20;
constexpr uint32_t kTraceEnable = 1u << 24;  // DEMCR

}  // namespace assay::platform::core

#endif  // ASSAY_PLATFORM_CORTEX_M_CORE_REGISTERS_H_
