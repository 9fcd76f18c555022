#include "device-agent/runtime/call_graph.h"

#include "kernels/return_if_error.h"

namespace assay::runtime {
namespace {

using kernels::Opcode;

// The subgraphs that one operator calls.
struct Callees {
  size_t count;
  int32_t subgraphs[2];
};

Callees CalleesOf(Opcode opcode, const OperatorOptions& options) {
  switch (opcode) {
    case Opcode::kIf: {
      const auto& branches = options.as<kernels::IfOptions>();
      return {2, {branches.then_subgraph, branches.else_subgraph}};
    }
    case Opcode::kWhile: {
      const auto& loop = options.as<kernels::WhileOptions>();
      return {2, {loop.condition_subgraph, loop.body_subgraph}};
    }
    case Opcode::kCallOnce:
      return {1, {options.as<kernels::CallOnceOptions>().subgraph}};
    default:
      return {};
  }
}

Status FindCallsOf(const ModelReader& model, uint16_t caller, std::span<Subgraph> subgraphs, Fault* fault) {
  const ModelReader reader = model.Subgraph(caller);
  // A copy, because a callee that is the caller itself must not change what its other callees are told.
  const Subgraph from = subgraphs[caller];
  fault->subgraph = caller;
  for (int32_t i = 0; i < reader.operator_count(); ++i) {
    int32_t opcode;
    if (reader.ReadOpcode(i, &opcode) != Status::kOk) continue;  // found again by the survey
    const auto known = static_cast<Opcode>(opcode);
    if (!kernels::CallsSubgraphs(known)) continue;
    fault->operator_index = i;
    fault->opcode = opcode;
    OperatorOptions options;
    ASSAY_RETURN_IF_ERROR(reader.ReadOptions(i, known, &options));
    const uint16_t first = caller == 0 ? static_cast<uint16_t>(i) : from.first;
    const uint16_t last = caller == 0 ? static_cast<uint16_t>(i) : from.last;
    const Callees callees = CalleesOf(known, options);
    for (const int32_t callee : std::span(callees.subgraphs, callees.count)) {
      if (callee < 1 || static_cast<size_t>(callee) >= subgraphs.size()) return Status::kNoSuchSubgraph;
      if (callee == caller || from.depth == kMaxCallDepth) return Status::kCallsTooDeep;
      Subgraph& to = subgraphs[static_cast<size_t>(callee)];
      if (to.depth == 0 || first < to.first) to.first = first;
      if (to.depth == 0 || last > to.last) to.last = last;
      if (to.depth <= from.depth) to.depth = static_cast<uint16_t>(from.depth + 1);
    }
  }
  fault->operator_index = -1;
  fault->opcode = -1;
  return Status::kOk;
}

}  // namespace

// Level by level: a subgraph's depth is that of its deepest call, so that whatever calls it has been seen,
// with all that calls that, when it is looked at for the last time. Each call of a circle is one deeper than
// the one before, so that a circle comes to the deepest level and is found there.
Status FindCalls(const ModelReader& model, std::span<Subgraph> subgraphs, Fault* fault) {
  subgraphs[0].depth = 1;
  const auto count = static_cast<uint16_t>(subgraphs.size());
  for (uint16_t depth = 1; depth <= kMaxCallDepth; ++depth) {
    for (uint16_t i = 0; i < count; ++i) {
      if (subgraphs[i].depth == depth) ASSAY_RETURN_IF_ERROR(FindCallsOf(model, i, subgraphs, fault));
    }
  }
  return Status::kOk;
}

}  // namespace assay::runtime
