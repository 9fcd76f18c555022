// The timer of Arm's Cortex-M System Design Kit (Technical Reference Manual DDI 0479, section 4.2): 32 bits,
// counting down.
#include "board_config.h"
#include "device-agent/platform/cortex_m/registers.h"
#include "device-agent/platform/cortex_m/timer.h"
#include "device-agent/platform/platform.h"

namespace assay::platform {
namespace {

constexpr uint32_t kControl = config::kTimerBase + 0x00;
constexpr uint32_t kValue = config::kTimerBase + 0x04;
constexpr uint32_t kReload = config::kTimerBase + 0x08;
constexpr uint32_t kInterrupt = config::kTimerBase + 0x0C;

constexpr uint32_t kEnable = 1u << 0;
constexpr uint32_t kInterruptEnable = 1u << 3;
constexpr uint32_t kTop = 0xFFFFFFFF;

}  // namespace

void RestartTimer() {
  Register(kControl) = 0;
  Register(kReload) = kTop;
  Register(kValue) = kTop;
  Register(kInterrupt) = 1;
  // The timer's interrupt is never enabled in the core: its pending bit says that the count has wrapped, and
  // stays.
  Register(kControl) = kEnable | kInterruptEnable;
}

uint64_t ReadTimer() {
  const uint32_t value = Register(kValue);
  if (Register(kInterrupt) & 1) return kTimerOverflow;
  return kTop - value;
}

}  // namespace assay::platform
