// A fault must not look like silence: what happened goes over the link as a line of text (docs/boards.md),
// and the board starts anew. The line also stays in memory that the start does not clear, so that the next
// agent can tell it to who has not heard it.
#include <cstddef>

#include "device-agent/platform/cortex_m/handlers.h"
#include "device-agent/platform/cortex_m/image.h"
#include "device-agent/platform/cortex_m/registers.h"
#include "device-agent/platform/cortex_m/uart.h"
#include "device-agent/platform/platform.h"

namespace assay::platform {
namespace {

class Report {
 public:
  void Begin() {
    length_ = 0;
    magic_ = kMagic;
    Text("ASSAY-FAULT");
  }
  void Text(const char* text) {
    for (; *text != '\0' && length_ + 1 < sizeof(text_); ++text) text_[length_++] = *text;
    text_[length_] = '\0';
  }
  void Value(const char* name, uint32_t value) {
    Text(name);
    for (int shift = 28; shift >= 0; shift -= 4) {
      const char digit[] = {"0123456789abcdef"[(value >> shift) & 15], '\0'};
      Text(digit);
    }
  }
  const char* text() const { return text_; }
  // What stands in memory after power-on is anything.
  const char* Take() {
    if (magic_ != kMagic) return "";
    magic_ = 0;
    text_[sizeof(text_) - 1] = '\0';
    return text_;
  }

 private:
  static constexpr uint32_t kMagic = 0xA55AFA17;

  uint32_t magic_;
  uint32_t length_;
  char text_[120];
};

[[gnu::section(".noinit")]] Report report;

// Whether a word of the stack can be a return address: code, behind an instruction that calls.
bool IsReturnAddress(uint32_t word) {
  const auto code = reinterpret_cast<uintptr_t>(assay_vectors_start);
  if ((word & 1) == 0 || word < code + 4 || word >= reinterpret_cast<uintptr_t>(assay_code_end)) return false;
  const auto* next = reinterpret_cast<const uint16_t*>(uintptr_t{word} - 1);
  const bool bl = (next[-2] & 0xF800) == 0xF000 && (next[-1] & 0xD000) == 0xD000;
  const bool blx = (next[-1] & 0xFF87) == 0x4780;
  return bl || blx;
}

// After an overflow nothing says where the core was; the deepest call that the stack still holds is near it.
uint32_t DeepestCall() {
  for (const uint32_t* word = assay_stack_start; word < assay_stack_end; ++word) {
    if (IsReturnAddress(*word)) return *word & ~1u;
  }
  return 0;
}

}  // namespace

void HandleFault(const ExceptionFrame* frame) {
  const auto address = reinterpret_cast<uintptr_t>(frame);
  const auto lowest = reinterpret_cast<uintptr_t>(assay_stack_start);
  const auto highest = reinterpret_cast<uintptr_t>(assay_stack_end);
  report.Begin();
  if (address >= lowest && address + sizeof(ExceptionFrame) <= highest) {
    report.Value(" pc=", frame->pc);
    report.Value(" lr=", frame->lr);
  } else {
    report.Value(" stack-overflow sp=", static_cast<uint32_t>(address));
    report.Value(" near=", DeepestCall());
  }
  report.Value(" cfsr=", Register(core::kConfigurableFault));
  report.Value(" hfsr=", Register(core::kHardFault));
  report.Value(" mmfar=", Register(core::kMemoryFaultAddress));
  report.Value(" bfar=", Register(core::kBusFaultAddress));
  SendByte(0);  // ends whatever frame of the link was being sent
  for (const char* text = report.text(); *text != '\0'; ++text) SendByte(static_cast<uint8_t>(*text));
  SendByte(0);
  DrainUart();
  Barrier();
  Register(core::kApplicationReset) = core::kResetRequest;
  for (;;) {
  }
}

const char* TakeLastFault() { return report.Take(); }

}  // namespace assay::platform
