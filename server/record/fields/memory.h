// RAM and flash of one model.
#ifndef ASSAY_SERVER_RECORD_FIELDS_MEMORY_H_
#define ASSAY_SERVER_RECORD_FIELDS_MEMORY_H_

#include <cstdint>
#include <iterator>
#include <optional>
#include <vector>

#include "device-agent/figures/memory.h"
#include "server/record/fields/values.h"
#include "server/record/fields/words.h"

namespace assay::record {

template <>
inline constexpr Words<std::size(kAllocationKinds)> kWords<AllocationKind> = {
    "allocation_kind", "what is placed", Views(kAllocationKinds)};

struct Allocation {
  AllocationKind kind = AllocationKind::kActivation;
  std::optional<uint64_t> tensor;
  uint64_t offset = 0;
  uint64_t bytes = 0;
  uint64_t first_operator = 0;
  uint64_t last_operator = 0;

  static constexpr Definition kDefinition = {"allocation", "one placement in the arena"};
  template <class Io, class Self>
  static void Describe(Io& io, Self& x) {
    io("kind", x.kind, "what is placed");
    io("tensor", x.tensor, kIndex, "of the tensor in the model; null exactly for scratch");
    io("offset", x.offset, kBytes, "from the start of the arena");
    io("bytes", x.bytes, kBytes, "as planned, within the arena");
    io("first_operator", x.first_operator, kIndex, "the bytes are live from before this operator");
    io("last_operator", x.last_operator, kIndex, "until after this one");
  }
};

struct PersistentParts {
  uint64_t interpreter = 0;
  uint64_t tensors = 0;
  uint64_t operators = 0;
  uint64_t params = 0;
  uint64_t state = 0;

  static constexpr Definition kDefinition = {"persistent_parts", "what `persistent` is the sum of"};
  template <class Io, class Self>
  static void Describe(Io& io, Self& x) {
    io("interpreter", x.interpreter, kBytes, "the runtime's own object, with what is lost to alignment");
    io("tensors", x.tensors, kBytes, "the table of what is placed");
    io("operators", x.operators, kBytes, "the operators and where their operands lie");
    io("params", x.params, kBytes, "what the kernels derived when the model was loaded");
    io("state", x.state, kBytes, "variables and the kernels' persistent memory");
  }
};

struct Memory {
  uint64_t arena = 0;
  std::optional<uint64_t> activations;
  std::optional<uint64_t> scratch;
  std::optional<uint64_t> persistent;
  std::optional<uint64_t> lower_bound;
  std::optional<uint64_t> touched;
  std::optional<uint64_t> stack;
  std::optional<uint64_t> load_stack;
  std::optional<uint64_t> flash_runtime;
  std::optional<uint64_t> flash_model;
  std::vector<Allocation> plan;
  std::optional<PersistentParts> persistent_parts;
  std::optional<uint64_t> fragmentation;

  static constexpr Definition kDefinition = {"memory", "RAM and flash"};
  template <class Io, class Self>
  static void Describe(Io& io, Self& x) {
    io("arena", x.arena, kListedBytes, "everything the runtime needs in RAM for this model but the stack");
    io("activations", x.activations, kBytes,
       "activations that are live at the plan's *peak*, the first operator at which most is live together, "
       "each rounded up to a multiple of 16 but the one that would gain most by it");
    io("scratch", x.scratch, kBytes, "scratch that is live at the same operator, counted alike");
    io("persistent", x.persistent, kBytes, "interpreter, tables, kernels' parameters and state");
    io("persistent_parts", x.persistent_parts, "what `persistent` is the sum of");
    io("lower_bound", x.lower_bound, kBytes,
       "largest sum of live activations over the operators, scratch left out, rounded alike: no plan of the "
       "activations alone can be smaller");
    io("fragmentation", x.fragmentation, kBytes,
       "by how much the plan's extent exceeds `activations` + `scratch`, which no plan can undercut: what a "
       "better plan could save at most");
    io("touched", x.touched, kListedBytes,
       "high-water mark of the arena, measured by painting it before the inference");
    io("stack", x.stack, kListedBytes, "high-water mark of the stack, measured in the same way");
    io("load_stack", x.load_stack, kBytes,
       "high-water mark of the stack while the model was loaded, measured in the same way; null if the board "
       "does not measure its stack");
    io("flash_runtime", x.flash_runtime, kListedBytes,
       "code and constants that this model's inference needs in the image that ran; null if the image cannot "
       "be asked");
    io("flash_model", x.flash_model, kBytes, "of the model where it is kept");
    io.MaybeAbsent("plan", x.plan, "the placements in the arena; empty if they were not reported");
  }
};

}  // namespace assay::record

#endif  // ASSAY_SERVER_RECORD_FIELDS_MEMORY_H_
