// The measured region on a simulated board: a cycle counter, the CMSDK timer, and one clock for both.
#include "device-agent/platform/cortex_m/measure.h"

#include <gtest/gtest.h>

#include "board_config.h"
#include "device-agent/platform/cortex_m/registers.h"
#include "device-agent/platform/platform.h"

namespace assay::platform {
namespace {

constexpr uint32_t kTimerControl = config::kTimerBase;
constexpr uint32_t kTimerValue = config::kTimerBase + 0x04;
constexpr uint32_t kTimerInterrupt = config::kTimerBase + 0x0C;
constexpr uint64_t kTwo32 = uint64_t{1} << 32;

struct Board {
  bool has_cycle_counter = true;
  bool locked = false;  // the debug unit, as a Cortex-M7's is after reset
  bool masked = false;

  uint64_t now = 1000;  // every access takes one tick
  uint64_t cycles_from = 0;
  bool cycles_run = false;
  uint64_t timer_from = 0;
  bool timer_runs = false;
};

Board board;

// Measures something that takes `ticks`, and returns what the platform says of it.
uint64_t Measure(uint64_t ticks) {
  StartTimer();
  EXPECT_TRUE(board.masked);
  board.now += ticks;
  const uint64_t measured = StopTimer();
  EXPECT_FALSE(board.masked);
  return measured;
}

class MeasureTest : public ::testing::Test {
 protected:
  void Start(const Board& with) {
    board = with;
    InitMeasuring();
  }
};

constexpr uint64_t kAccesses = 8;  // at most so many between the start and the end of what is measured

TEST_F(MeasureTest, CyclesWhereTheyCanBeCounted) {
  Start({});
  EXPECT_EQ(GetClock().domain, Domain::kCycles);
  Start({.locked = true});
  EXPECT_EQ(GetClock().domain, Domain::kCycles) << "the unit was not unlocked";
  Start({.has_cycle_counter = false});
  EXPECT_EQ(GetClock().domain, Domain::kTime);
}

TEST_F(MeasureTest, WhatThe32BitsHoldIsExact) {
  for (const bool cycles : {true, false}) {
    Start({.has_cycle_counter = cycles});
    const uint64_t cost = Measure(0);
    EXPECT_LT(cost, kAccesses);
    for (const uint64_t ticks : {uint64_t{1}, uint64_t{1} << 31, kTwo32 - 1 - kAccesses, uint64_t{5}}) {
      EXPECT_EQ(Measure(ticks), ticks + cost) << cycles;
    }
  }
}

// A counter that has wrapped reads like one that has not: at 480 MHz after 8.9 s, and again after every
// further.
TEST_F(MeasureTest, WhatTheyDoNotHoldIsNoSmallNumber) {
  for (const bool cycles : {true, false}) {
    Start({.has_cycle_counter = cycles});
    for (const uint64_t ticks : {kTwo32, kTwo32 + 5, 2 * kTwo32 + 5, 1000 * kTwo32 + 7}) {
      EXPECT_EQ(Measure(ticks), kTimerOverflow) << cycles;
    }
    EXPECT_LT(Measure(5), 5 + kAccesses) << "the next one is measured again";
  }
}

// Deadlines are compared with it while the timer goes on, also those that are longer than the counter is
// wide.
TEST_F(MeasureTest, WhatHasElapsedIsNoSmallNumberEither) {
  for (const bool cycles : {true, false}) {
    Start({.has_cycle_counter = cycles});
    StartTimer();
    board.now += 7;
    EXPECT_GE(ElapsedTicks(), 7U) << cycles;
    EXPECT_LT(ElapsedTicks(), 7U + 2 * kAccesses) << cycles;
    board.now += kTwo32;
    EXPECT_EQ(ElapsedTicks(), kTimerOverflow) << cycles;
    board.now += 1000 * kTwo32;
    EXPECT_EQ(ElapsedTicks(), kTimerOverflow) << cycles;
    EXPECT_EQ(StopTimer(), kTimerOverflow) << cycles;
  }
}

}  // namespace

void DisableInterrupts() { board.masked = true; }
void EnableInterrupts() { board.masked = false; }

uint32_t ReadRegister(uint32_t address) {
  ++board.now;
  switch (address) {
    case core::kDwtControl:
      return board.has_cycle_counter ? 0 : core::kDwtNoCycleCount;
    case core::kDwtCycleCount:
      return board.cycles_run ? static_cast<uint32_t>(board.now - board.cycles_from) : 0;
    case kTimerValue:
      return ~static_cast<uint32_t>(board.now - board.timer_from);
    case kTimerInterrupt:
      return board.timer_runs && board.now - board.timer_from >= kTwo32 ? 1 : 0;
    default:
      return 0;
  }
}

void WriteRegister(uint32_t address, uint32_t value) {
  ++board.now;
  const bool debug_unit = address == core::kDwtControl || address == core::kDwtCycleCount;
  if (debug_unit && (board.locked || !board.has_cycle_counter)) return;
  if (address == core::kDwtLock && value == core::kDwtUnlock) board.locked = false;
  if (address == core::kDwtControl) board.cycles_run = value & core::kDwtCycleCountEnable;
  if (address == core::kDwtCycleCount) board.cycles_from = board.now - value;
  if (address == kTimerControl) board.timer_runs = value & 1;
  if (address == kTimerValue) board.timer_from = board.now - static_cast<uint32_t>(~value);
}

}  // namespace assay::platform
