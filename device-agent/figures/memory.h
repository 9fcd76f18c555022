// What a model takes of a board's memory, as the runtime plans it and as the agent measures it. Sizes are in
// bytes. Freestanding.
//
// These structs have no padding: they travel over the link as they are (device-agent/protocol/figures.h).
#ifndef ASSAY_DEVICE_AGENT_FIGURES_MEMORY_H_
#define ASSAY_DEVICE_AGENT_FIGURES_MEMORY_H_

#include <cstdint>

namespace assay {

// arena = persistent + the extent of the plan, and loading into an arena of exactly that size succeeds. The
// figures are those of the model and the chosen kernels, the same on every core, but for what aligning the
// arena costs.
struct MemoryReport {
  uint32_t arena;        // everything the runtime needs in RAM for this model, but the stack
  uint32_t persistent;   // interpreter, tensor and operator tables, kernels' params and state
  uint32_t lower_bound;  // largest sum of live activations over the operators: without any scratch, no plan
                         // can be smaller
  // What `persistent` is the sum of.
  uint32_t interpreter;  // the interpreter itself, with what is lost to alignment
  uint32_t tensors;      // the table of all that is placed
  uint32_t operators;    // the operators and where their operands lie
  uint32_t params;       // the kernels' params
  uint32_t state;        // variables and the kernels' persistent memory
  // By how much the extent of the plan exceeds the largest sum of all that is live together, scratch
  // included: what a better plan could save at most.
  uint32_t fragmentation;

  bool operator==(const MemoryReport&) const = default;
};

// High-water marks of one inference, found by painting.
struct MemoryMarks {
  uint32_t touched;  // of the arena
  uint32_t stack;    // 0: not measured
};

// Scratch is what an operator needs to work in: its kernel, or a subgraph that it calls.
enum class AllocationKind : uint32_t { kActivation = 0, kScratch = 1 };

inline constexpr const char* kAllocationKinds[] = {"activation", "scratch"};

// One placement in the arena's plan.
struct Allocation {
  AllocationKind kind;
  int32_t tensor;   // index in the model; -1 for scratch
  uint32_t offset;  // from the start of the arena
  uint32_t bytes;
  int32_t first_operator;  // the bytes are live from before this operator
  int32_t last_operator;   //   until after this one
};

}  // namespace assay

#endif  // ASSAY_DEVICE_AGENT_FIGURES_MEMORY_H_
