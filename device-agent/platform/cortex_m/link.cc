// The link's bytes: an interrupt moves what arrives into a ring.
#include "board_config.h"
#include "device-agent/platform/cortex_m/handlers.h"
#include "device-agent/platform/cortex_m/registers.h"
#include "device-agent/platform/cortex_m/ring.h"
#include "device-agent/platform/cortex_m/uart.h"
#include "device-agent/platform/platform.h"

namespace assay::platform {
namespace {

Ring<config::kReceiveRingBytes> ring;

void Drain() {
  uint8_t byte;
  while (ReceiveByte(&byte)) ring.Put(byte);
}

}  // namespace

void HandleUart() { Drain(); }

size_t Read(std::span<uint8_t> bytes) { return ring.Take(bytes); }

void Write(std::span<const uint8_t> bytes) {
  for (const uint8_t byte : bytes) SendByte(byte);
}

bool WaitForInput() {
  // An interrupt between the look and the sleep must not be slept through: masked, it still ends WFI. And the
  // look includes the hardware, because a port may raise no interrupt for a byte that came while it was off.
  DisableInterrupts();
  Drain();
  if (ring.empty()) WaitForInterrupt();
  EnableInterrupts();
  return true;
}

}  // namespace assay::platform
