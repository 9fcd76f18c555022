// Turns a model into an interpreter.
//
// Two passes over the operators of the model and of all subgraphs it calls (call_graph.h). The first checks
// everything, tries every kernel's `prepare` and lists the blocks to place, which the planner then places; so
// the sizes of all parts are known (survey.h). The second puts the parts where they stay (placement.h):
//
//   | Interpreter | subgraphs | variables | blocks | nodes | per operator: operands, params | state | plan |
//
// The plan is where activations, scratch and the plans of subgraphs lie while the model runs.
//
// A subgraph that is called is planned by itself. In the model's plan it is one block, live from the first to
// the last of the model's operators that call it, directly or not.
//
// While a model is loaded, the end of the arena, which is not used yet, holds what is needed for the time
// being: the operands of one operator (operation_reader.h) and where the blocks of tensors are
// (block_list.h).
#ifndef ASSAY_RUNTIME_LOADER_H_
#define ASSAY_RUNTIME_LOADER_H_

#include "device-agent/runtime/interpreter.h"

namespace assay::runtime {

// As Interpreter::Load, but `fault` is not null.
Interpreter* Load(std::span<const uint8_t> model, std::span<uint8_t> arena, const KernelChoice& kernels,
                  Fault* fault, uint64_t* operations);

}  // namespace assay::runtime

#endif  // ASSAY_RUNTIME_LOADER_H_
