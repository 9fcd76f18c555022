// What fills the arena's plan where it is fullest.
#ifndef ASSAY_HARNESS_MODEL_PLAN_PEAK_H_
#define ASSAY_HARNESS_MODEL_PLAN_PEAK_H_

#include <cstdint>
#include <span>

#include "device-agent/runtime/interpreter.h"

namespace assay {

// In bytes, with what it costs that every placement begins at a multiple of 16. No plan of the same
// placements can be smaller than both together; the plan's extent exceeds them by its fragmentation.
struct PlanPeak {
  int operator_index = 0;  // the first at which most is live together
  uint64_t activations = 0;
  uint64_t scratch = 0;
};

PlanPeak FindPeak(std::span<const Allocation> plan);

}  // namespace assay

#endif  // ASSAY_HARNESS_MODEL_PLAN_PEAK_H_
