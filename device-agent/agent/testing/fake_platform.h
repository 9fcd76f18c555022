// A platform for tests of the agent: everything is as the test says.
#ifndef ASSAY_AGENT_TESTING_FAKE_PLATFORM_H_
#define ASSAY_AGENT_TESTING_FAKE_PLATFORM_H_

#include <cstdint>
#include <deque>
#include <functional>
#include <span>
#include <vector>

#include "device-agent/platform/platform.h"

namespace assay::platform::testing {

struct FakePlatform {
  std::span<uint8_t> arena;
  std::span<uint8_t> model_store;
  // What the agent has still to read, and what it wrote.
  std::deque<uint8_t> input;
  std::vector<uint8_t> output;
  // Called by WaitForInput, whose result it gives.
  std::function<bool()> wait;
  Clock clock = {.domain = Domain::kInstructions,
                 .tick_hz = 25'000'000,
                 .domain_hz = 15'625'000,
                 .clock_hz = 25'000'001};
  // StopTimer returns 10, 11, 12... after StartTimer was called.
  uint64_t next_ticks = 10;
  uint64_t tick_step = 1;
  // ElapsedTicks returns this, which every call makes so much larger.
  uint64_t elapsed = 0;
  uint64_t elapsed_step = 0;
  bool timer_runs = false;
  int misuse = 0;  // of the timer: started twice, or stopped while it stood still
  bool stack_painted = false;
  bool stack_guarded = true;
  const char* last_fault = "";
};

FakePlatform& Fake();

constexpr uint32_t kFakeStack = 1234;

}  // namespace assay::platform::testing

#endif  // ASSAY_AGENT_TESTING_FAKE_PLATFORM_H_
