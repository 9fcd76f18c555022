#include "device-agent/agent/testing/fake_platform.h"

#include <algorithm>
#include <utility>

namespace assay::platform {

namespace testing {

FakePlatform& Fake() {
  static FakePlatform fake;
  return fake;
}

}  // namespace testing

using testing::Fake;

size_t Read(std::span<uint8_t> bytes) {
  const size_t count = std::min(bytes.size(), Fake().input.size());
  const auto end = Fake().input.begin() + static_cast<ptrdiff_t>(count);
  std::copy(Fake().input.begin(), end, bytes.begin());
  Fake().input.erase(Fake().input.begin(), end);
  return count;
}

void Write(std::span<const uint8_t> bytes) {
  Fake().output.insert(Fake().output.end(), bytes.begin(), bytes.end());
}

bool WaitForInput() { return Fake().wait(); }

Clock GetClock() { return Fake().clock; }

void StartTimer() {
  Fake().misuse += Fake().timer_runs;
  Fake().timer_runs = true;
}

uint64_t ElapsedTicks() {
  Fake().misuse += !Fake().timer_runs;
  return Fake().elapsed += Fake().elapsed_step;
}

uint64_t StopTimer() {
  Fake().misuse += !Fake().timer_runs;
  Fake().timer_runs = false;
  return std::exchange(Fake().next_ticks, Fake().next_ticks + Fake().tick_step);
}

void PaintStack() { Fake().stack_painted = true; }

uint32_t StackUsed() { return Fake().stack_painted ? testing::kFakeStack : 0; }

bool StackGuarded() { return Fake().stack_guarded; }

const char* TakeLastFault() { return std::exchange(Fake().last_fault, ""); }

std::span<uint8_t> Arena() { return Fake().arena; }
std::span<uint8_t> ModelStore() { return Fake().model_store; }

const char* BoardName() { return "fake-board"; }
const char* UnitName() { return "fake-unit"; }

std::span<const uint8_t> BuildId() {
  static const uint8_t build_id[] = {0xde, 0xad, 0xbe, 0xef};
  return build_id;
}

}  // namespace assay::platform
