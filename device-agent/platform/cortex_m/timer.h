// A hardware timer that counts with the core's clock. Which one it is board.yaml says
// (firmware.timer.driver); one driver is linked into an image.
#ifndef ASSAY_PLATFORM_CORTEX_M_TIMER_H_
#define ASSAY_PLATFORM_CORTEX_M_TIMER_H_

#include <cstdint>

namespace assay::platform {

// Starts the timer from zero.
void RestartTimer();

// Ticks of the core's clock since RestartTimer; kTimerOverflow (platform.h) if they are 2^32 or more, however
// many.
uint64_t ReadTimer();

}  // namespace assay::platform

#endif  // ASSAY_PLATFORM_CORTEX_M_TIMER_H_
