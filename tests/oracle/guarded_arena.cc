#include "tests/oracle/guarded_arena.h"

#include <algorithm>

namespace assay::oracle {
namespace {

constexpr uint8_t kCanary = 0xC3;
constexpr uint8_t kGarbage = 0x7B;  // what an arena holds before it is used

}  // namespace

GuardedArena::GuardedArena(size_t size) : size_(size), memory_(size + 2 * kGuard) {
  std::ranges::fill(memory_.span(), kCanary);
  std::ranges::fill(span(), kGarbage);
}

bool GuardedArena::intact() {
  const auto untouched = [](std::span<uint8_t> guard) {
    return std::ranges::all_of(guard, [](uint8_t byte) { return byte == kCanary; });
  };
  return untouched(memory_.span().first(kGuard)) && untouched(memory_.span().last(kGuard));
}

}  // namespace assay::oracle
