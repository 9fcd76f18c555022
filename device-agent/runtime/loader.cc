#include "device-agent/runtime/loader.h"

#include <new>

#include "device-agent/runtime/call_graph.h"
#include "device-agent/runtime/kernel_choice.h"
#include "device-agent/runtime/placement.h"
#include "device-agent/runtime/survey.h"
#include "kernels/return_if_error.h"

namespace assay::runtime {
namespace {

// Reserves the tables whose sizes do not depend on what the operators need, and fills in who calls whom and
// which variables there are. The blocks come next.
Status MakeTables(Draft* draft) {
  const std::span<uint8_t> arena = draft->arena;
  const auto count = static_cast<size_t>(draft->model.subgraph_count());
  const uint64_t variables = kInterpreterBytes + count * sizeof(Subgraph);
  if (arena.size() < variables) return draft->ArenaTooSmall(variables);
  draft->subgraphs = {reinterpret_cast<Subgraph*>(arena.data() + kInterpreterBytes), count};
  for (Subgraph& subgraph : draft->subgraphs) subgraph = {};
  ASSAY_RETURN_IF_ERROR(FindCalls(draft->model, draft->subgraphs, &draft->fault));
  const std::span<uint8_t> rest = arena.subspan(static_cast<size_t>(variables));
  const Status listed = draft->variables.List(draft->model, draft->subgraphs, rest, &draft->fault);
  if (listed == Status::kArenaTooSmall) return draft->ArenaTooSmall(variables + draft->fault.needed);
  ASSAY_RETURN_IF_ERROR(listed);
  draft->blocks.SetMemory(rest.subspan(draft->variables.list().size_bytes()));
  return Status::kOk;
}

Status LoadInto(std::span<const uint8_t> model, Draft* draft) {
  ASSAY_RETURN_IF_ERROR(CheckKernelChoice(draft->kernels));
  ASSAY_RETURN_IF_ERROR(draft->model.Open(model));
  ASSAY_RETURN_IF_ERROR(MakeTables(draft));
  ASSAY_RETURN_IF_ERROR(Survey(draft).Run());
  return Placement(draft).Run();
}

}  // namespace

Interpreter* Load(std::span<const uint8_t> model, std::span<uint8_t> arena, const KernelChoice& kernels,
                  Fault* fault, uint64_t* operations) {
  if (arena.size() > kInModel) arena = arena.first(kInModel);  // offsets of operands have 31 bits
  const auto address = reinterpret_cast<uintptr_t>(arena.data());
  const auto skipped = static_cast<uint32_t>(AlignUp(address, kArenaAlignment) - address);
  *fault = {};
  fault->available = static_cast<uint32_t>(arena.size());
  arena = skipped < arena.size() ? arena.subspan(skipped) : arena.first(0);
  Draft draft = {.arena = arena, .skipped = skipped, .kernels = kernels, .fault = *fault};
  const Status status = LoadInto(model, &draft);
  fault->status = status;
  if (status != Status::kArenaTooSmall) fault->needed = fault->available = 0;
  if (status != Status::kOk) return nullptr;
  if (operations != nullptr) *operations = draft.operations;
  return std::launder(reinterpret_cast<Interpreter*>(arena.data()));
}

}  // namespace assay::runtime
