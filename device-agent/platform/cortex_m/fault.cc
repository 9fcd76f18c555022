// A fault must not look like silence: the reason goes over the link as text, which the harness can show and
// the link's framing ignores, and the board starts anew.
#include "device-agent/platform/cortex_m/handlers.h"
#include "device-agent/platform/cortex_m/image.h"
#include "device-agent/platform/cortex_m/registers.h"
#include "device-agent/platform/cortex_m/uart.h"

namespace assay::platform {
namespace {

void SendText(const char* text) {
  for (; *text != '\0'; ++text) SendByte(static_cast<uint8_t>(*text));
}

void SendValue(const char* name, uint32_t value) {
  SendText(name);
  for (int shift = 28; shift >= 0; shift -= 4) SendByte("0123456789abcdef"[(value >> shift) & 15]);
}

}  // namespace

void HandleFault(const ExceptionFrame* frame) {
  const auto address = reinterpret_cast<uintptr_t>(frame);
  const auto lowest = reinterpret_cast<uintptr_t>(assay_stack_start);
  const auto highest = reinterpret_cast<uintptr_t>(assay_stack_end);
  SendByte(0);  // ends whatever frame of the link was being sent
  SendText("ASSAY-FAULT");
  if (address >= lowest && address + sizeof(ExceptionFrame) <= highest) {
    SendValue(" pc=", frame->pc);
    SendValue(" lr=", frame->lr);
  } else {
    SendValue(" stack-overflow sp=", static_cast<uint32_t>(address));
  }
  SendValue(" cfsr=", Register(core::kConfigurableFault));
  SendValue(" hfsr=", Register(core::kHardFault));
  SendValue(" bfar=", Register(core::kBusFaultAddress));
  SendByte('\n');
  SendByte(0);
  Barrier();
  Register(core::kApplicationReset) = core::kResetRequest;
  for (;;) {
  }
}

}  // namespace assay::platform
