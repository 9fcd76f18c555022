// From reset to main, and the vector table.
#include "board_config.h"
#include "device-agent/platform/cortex_m/handlers.h"
#include "device-agent/platform/cortex_m/image.h"
#include "device-agent/platform/cortex_m/measure.h"
#include "device-agent/platform/cortex_m/registers.h"
#include "device-agent/platform/cortex_m/stack_guard.h"
#include "device-agent/platform/cortex_m/uart.h"

int main();

namespace assay::platform {
namespace {

void EnableInterrupt(uint32_t number) {
  Register(core::kInterruptSetEnable + 4 * (number / 32)) = 1u << (number % 32);
}

// The rest of the start, in a function of its own: nothing of it may use the FPU or .data before they are
// there.
[[noreturn, gnu::noinline]] void Run() {
  GuardStack();
  InitMeasuring();
  InitUart();
  EnableInterrupt(config::kUartInterrupt);
  EnableInterrupts();
  main();
  // An agent that ends has nothing to go back to; a reset brings it back.
  Register(core::kApplicationReset) = core::kResetRequest;
  for (;;) {
  }
}

}  // namespace
}  // namespace assay::platform

using assay::platform::Register;
namespace config = assay::platform::config;
namespace core = assay::platform::core;

// The loops write through volatile so that the compiler does not turn them into calls of memcpy and memset.
extern "C" [[noreturn]] void assay_reset() {
  Register(core::kVectorTableOffset) =
      static_cast<uint32_t>(reinterpret_cast<uintptr_t>(assay_vectors_start));
#ifdef __ARM_FP
  Register(core::kCoprocessorAccess) = Register(core::kCoprocessorAccess) | core::kFullFpuAccess;
  assay::platform::Barrier();
#endif
  volatile uint32_t* to = assay_data_start;
  for (const uint32_t* from = assay_data_load; to < assay_data_end; ++from, ++to) *to = *from;
  for (to = assay_bss_start; to < assay_bss_end; ++to) *to = 0;
  assay::platform::Run();
}

extern "C" [[noreturn, gnu::used]] void assay_fault(const assay::platform::ExceptionFrame* frame) {
  assay::platform::HandleFault(frame);
}

// Hands the frame over and starts with an empty stack: the fault may be that the stack was full.
extern "C" [[gnu::naked]] void assay_fault_entry() {
  asm volatile(
      "mrs r0, msp\n"
      "ldr r1, =assay_stack_end\n"
      "msr msp, r1\n"
      "b assay_fault\n");
}

namespace {

// The first word of the table is the initial stack pointer.
union Vector {
  const uint32_t* stack;
  void (*handler)();
};

constexpr uint32_t kCoreVectors = 16;

struct VectorTable {
  Vector vectors[kCoreVectors + config::kUartInterrupt + 1];
};

constexpr VectorTable MakeVectorTable() {
  VectorTable table{};
  for (Vector& vector : table.vectors) vector.handler = assay_fault_entry;
  table.vectors[0].stack = assay_stack_end;
  table.vectors[1].handler = assay_reset;
  table.vectors[kCoreVectors + config::kUartInterrupt].handler = assay::platform::HandleUart;
  return table;
}

}  // namespace

// No table, of up to 240 interrupts, needs a larger alignment.
alignas(1024) [[gnu::section(".vectors"),
                gnu::used]] extern constinit const VectorTable assay_vectors = MakeVectorTable();
