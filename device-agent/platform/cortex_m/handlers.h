// What the vector table points to.
#ifndef ASSAY_PLATFORM_CORTEX_M_HANDLERS_H_
#define ASSAY_PLATFORM_CORTEX_M_HANDLERS_H_

#include <cstdint>

namespace assay::platform {

void HandleUart();

// What the core pushes on the stack when an exception begins (the part every core has).
struct ExceptionFrame {
  uint32_t r0, r1, r2, r3, r12, lr, pc, xpsr;
};

// Tells on the UART what happened, and resets the board. `frame` may be anything if the stack was broken.
[[noreturn]] void HandleFault(const ExceptionFrame* frame);

}  // namespace assay::platform

#endif  // ASSAY_PLATFORM_CORTEX_M_HANDLERS_H_
