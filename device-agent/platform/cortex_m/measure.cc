// The measured region: interrupts masked, and the counter restarted at its start. The cycle counter does not
// say whether it has wrapped. The timer does, and counts with the same clock, so it runs beside it: started
// earlier and read later, it has wrapped if the cycle counter has.
#include "device-agent/platform/cortex_m/measure.h"

#include "board_config.h"
#include "device-agent/platform/cortex_m/cycle_counter.h"
#include "device-agent/platform/cortex_m/registers.h"
#include "device-agent/platform/cortex_m/timer.h"
#include "device-agent/platform/platform.h"

namespace assay::platform {
namespace {

bool counts_cycles = false;

// Inlined, because a call to it would be measured, too.
[[gnu::always_inline]] inline uint64_t ReadTicks() {
  if (!counts_cycles) return ReadTimer();
  const uint64_t cycles = ReadCycleCounter();
  return ReadTimer() == kTimerOverflow ? kTimerOverflow : cycles;
}

}  // namespace

// A virtual board has no cycles to count, whatever its emulator may put into the cycle counter.
void InitMeasuring() { counts_cycles = config::kDomain == Domain::kCycles && EnableCycleCounter(); }

Clock GetClock() {
  Clock clock = {config::kDomain, config::kClockHz, config::kDomainHz, config::kClockHz};
  if (config::kDomain == Domain::kCycles && !counts_cycles) {
    // The timer shares the core's clock but is no part of the core: what it counts is only called time.
    clock.domain = Domain::kTime;
    clock.domain_hz = 1'000'000'000;
  }
  return clock;
}

void StartTimer() {
  DisableInterrupts();
  if (counts_cycles) {
    RestartTimer();
    RestartCycleCounter();
  } else {
    RestartTimer();
  }
}

uint64_t ElapsedTicks() { return ReadTicks(); }

uint64_t StopTimer() {
  const uint64_t ticks = ReadTicks();
  EnableInterrupts();
  return ticks;
}

}  // namespace assay::platform
