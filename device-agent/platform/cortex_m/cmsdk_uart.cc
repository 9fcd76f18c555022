// The UART of Arm's Cortex-M System Design Kit (Technical Reference Manual DDI 0479, section 4.4), as on the
// MPS2 and MPS3 boards.
#include "board_config.h"
#include "device-agent/platform/cortex_m/registers.h"
#include "device-agent/platform/cortex_m/uart.h"

namespace assay::platform {
namespace {

constexpr uint32_t kData = config::kUartBase + 0x00;
constexpr uint32_t kState = config::kUartBase + 0x04;
constexpr uint32_t kControl = config::kUartBase + 0x08;
constexpr uint32_t kInterrupt = config::kUartBase + 0x0C;
constexpr uint32_t kDivider = config::kUartBase + 0x10;

constexpr uint32_t kTransmitFull = 1u << 0;
constexpr uint32_t kReceiveFull = 1u << 1;
constexpr uint32_t kReceiveOverrun = 1u << 3;
constexpr uint32_t kTransmitEnable = 1u << 0;
constexpr uint32_t kReceiveEnable = 1u << 1;
constexpr uint32_t kReceiveInterruptEnable = 1u << 3;
constexpr uint32_t kReceiveInterrupt = 1u << 1;

// The port does not say when its shift register is empty, so it is given the time of one byte and a half. A
// round of the loop takes at least one cycle.
constexpr uint64_t kDrainRounds = 15 * config::kClockHz / config::kUartRate;

static_assert(config::kClockHz / config::kUartRate >= 16, "the divider must be at least 16");

}  // namespace

void InitUart() {
  Register(kControl) = 0;
  Register(kDivider) = static_cast<uint32_t>((config::kClockHz + config::kUartRate / 2) / config::kUartRate);
  Register(kControl) = kTransmitEnable | kReceiveEnable | kReceiveInterruptEnable;
}

bool ReceiveByte(uint8_t* byte) {
  // The interrupt is cleared before the byte is read: a byte that comes right after the read raises it again.
  Register(kInterrupt) = kReceiveInterrupt;
  const uint32_t state = Register(kState);
  if (state & kReceiveOverrun) Register(kState) = kReceiveOverrun;
  if (!(state & kReceiveFull)) return false;
  *byte = static_cast<uint8_t>(Register(kData));
  return true;
}

void SendByte(uint8_t byte) {
  while (Register(kState) & kTransmitFull) {
  }
  Register(kData) = byte;
}

void DrainUart() {
  while (Register(kState) & kTransmitFull) {
  }
  for (uint64_t i = 0; i < kDrainRounds; ++i) asm volatile("");
}

}  // namespace assay::platform
