// What the agent needs from the hardware, which knows nothing of the agent. Every platform (platform/<name>/)
// implements these functions, and exactly one platform is linked into an image. Nothing here is called from
// an interrupt.
#ifndef ASSAY_PLATFORM_PLATFORM_H_
#define ASSAY_PLATFORM_PLATFORM_H_

#include <cstddef>
#include <cstdint>
#include <span>

#include "device-agent/figures/domain.h"

namespace assay::platform {

// ---- the link: a stream of bytes, of any quality ----

// Takes at most bytes.size() received bytes; returns how many, 0 if there are none. Does not wait. What
// arrives between StartTimer and StopTimer may be lost.
size_t Read(std::span<uint8_t> bytes);
// Sends all bytes; waits until the hardware (or a buffer) has taken them.
void Write(std::span<const uint8_t> bytes);
// Sleeps until there may be something to Read. Returns false when the link is closed for good, which only a
// platform with an operating system knows; the agent then ends.
bool WaitForInput();

// ---- measuring ----

struct Clock {
  Domain domain;       // what a tick counts
  uint64_t tick_hz;    // ticks of StopTimer a second
  uint64_t domain_hz;  // cycles, instructions or nanoseconds a second: count = ticks * domain_hz / tick_hz
  uint64_t clock_hz;   // of the core; 0 if not known or meaningless
};
Clock GetClock();

// Masks interrupts and restarts the timer from zero: on QEMU only a restarted timer repeats exactly.
void StartTimer();
// Ticks since StartTimer, or kTimerOverflow if they are more than the timer can count. The timer goes on.
uint64_t ElapsedTicks();
// The same, and unmasks interrupts. The cost of StartTimer and StopTimer themselves is not subtracted.
uint64_t StopTimer();
constexpr uint64_t kTimerOverflow = UINT64_MAX;

// Fills the unused stack below the caller with a pattern.
void PaintStack();
// Bytes of stack, below where PaintStack was called, that have been used since; 0 if that cannot be measured.
uint32_t StackUsed();
// Whether a stack that overflows is noticed, instead of overwriting other memory.
bool StackGuarded();

// ---- memory ----

// The runtime's memory for one model; aligned to 16 bytes, the same at every call.
std::span<uint8_t> Arena();
// Where the model is kept while it is used; writable, aligned to 16 bytes, the same at every call.
std::span<uint8_t> ModelStore();

// ---- identity ----

const char* BoardName();             // as in boards/<name>/
const char* UnitName();              // serial number of this specimen
std::span<const uint8_t> BuildId();  // GNU build ID of the running image; empty if it has none

// The report of the fault that ended the agent before this one; "" if there was none, or it was taken before.
const char* TakeLastFault();

}  // namespace assay::platform

#endif  // ASSAY_PLATFORM_PLATFORM_H_
