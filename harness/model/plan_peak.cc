#include "harness/model/plan_peak.h"

#include <algorithm>

#include "device-agent/runtime/planner.h"

namespace assay {
namespace {

PlanPeak LiveAt(std::span<const Allocation> plan, int operator_index) {
  PlanPeak live;
  live.operator_index = operator_index;
  // The placement on top is not rounded up: at best, the one that would gain most by it.
  uint64_t most_padding = 0;
  uint64_t* top = &live.activations;
  for (const Allocation& item : plan) {
    if (operator_index < item.first_operator || operator_index > item.last_operator) continue;
    const uint64_t padding =
        (runtime::kArenaAlignment - item.bytes % runtime::kArenaAlignment) % runtime::kArenaAlignment;
    uint64_t* const sum = item.kind == AllocationKind::kScratch ? &live.scratch : &live.activations;
    *sum += item.bytes + padding;
    if (padding > most_padding) {
      most_padding = padding;
      top = sum;
    }
  }
  *top -= most_padding;
  return live;
}

}  // namespace

PlanPeak FindPeak(std::span<const Allocation> plan) {
  PlanPeak peak;
  // What is live can only grow where something begins to live.
  for (const Allocation& item : plan) {
    const PlanPeak live = LiveAt(plan, item.first_operator);
    const uint64_t most = peak.activations + peak.scratch;
    const uint64_t here = live.activations + live.scratch;
    if (here > most || (here == most && live.operator_index < peak.operator_index)) peak = live;
  }
  return peak;
}

}  // namespace assay
