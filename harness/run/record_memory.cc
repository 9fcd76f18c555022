#include "harness/run/record_memory.h"

#include <algorithm>

#include "harness/model/plan_peak.h"

namespace assay {
namespace {

record::Allocation RecordAllocation(const Allocation& item) {
  record::Allocation allocation;
  allocation.kind = item.kind;
  if (item.tensor >= 0) allocation.tensor = static_cast<uint64_t>(item.tensor);
  allocation.offset = item.offset;
  allocation.bytes = item.bytes;
  allocation.first_operator = static_cast<uint64_t>(item.first_operator);
  allocation.last_operator = static_cast<uint64_t>(item.last_operator);
  return allocation;
}

void Raise(uint32_t mark, std::optional<uint64_t>* highest) {
  *highest = std::max<uint64_t>(highest->value_or(0), mark);
}

}  // namespace

record::Memory RecordMemory(const MemoryReport& report, uint32_t load_stack,
                            std::span<const Allocation> plan) {
  const PlanPeak peak = FindPeak(plan);
  record::Memory memory;
  memory.arena = report.arena;
  memory.activations = peak.activations;
  memory.scratch = peak.scratch;
  memory.persistent = report.persistent;
  memory.lower_bound = report.lower_bound;
  memory.fragmentation = report.fragmentation;
  memory.persistent_parts = record::PersistentParts{.interpreter = report.interpreter,
                                                    .tensors = report.tensors,
                                                    .operators = report.operators,
                                                    .params = report.params,
                                                    .state = report.state};
  if (load_stack > 0) memory.load_stack = load_stack;
  std::transform(plan.begin(), plan.end(), std::back_inserter(memory.plan), RecordAllocation);
  return memory;
}

void RecordMarks(const MemoryMarks& marks, record::Memory* memory) {
  Raise(marks.touched, &memory->touched);
  if (marks.stack > 0) Raise(marks.stack, &memory->stack);
}

}  // namespace assay
