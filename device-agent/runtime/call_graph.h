// Which subgraphs a model calls, how deep, and from where.
#ifndef ASSAY_RUNTIME_CALL_GRAPH_H_
#define ASSAY_RUNTIME_CALL_GRAPH_H_

#include "device-agent/runtime/interpreter.h"
#include "device-agent/runtime/tables.h"

namespace assay::runtime {

// Subgraphs that call each other, the model included.
inline constexpr uint16_t kMaxCallDepth = 6;

// Sets depth, first and last of every subgraph; those that nothing calls keep the depth 0. kCallsTooDeep if a
// subgraph calls itself, directly or by way of others, or calls go deeper than kMaxCallDepth; the fault then
// names the operator that calls one too many.
Status FindCalls(const ModelReader& model, std::span<Subgraph> subgraphs, Fault* fault);

}  // namespace assay::runtime

#endif  // ASSAY_RUNTIME_CALL_GRAPH_H_
