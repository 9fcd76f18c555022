#include "device-agent/runtime/placement.h"

#include <cstring>
#include <new>

#include "kernels/operators/variables.h"
#include "kernels/return_if_error.h"

namespace assay::runtime {

using kernels::Opcode;

// Params come where the tables end, each after its operator's operands (docs/runtime.md, "Memory").
Placement::Placement(Draft* draft)
    : draft_(*draft),
      fault_(draft->fault),
      next_(draft->arena.data() + AlignParams(draft->nodes + uint64_t{draft->operators} * sizeof(Node))),
      state_(draft->state) {}

Status Placement::Run() {
  Interpreter* interpreter = PlaceInterpreter();
  // Named variables come first in the state, so what follows must know how much they take.
  for (const Variable& variable : draft_.variables.list()) TakeState(variable.bytes);
  for (int32_t i = 0; i < draft_.model.subgraph_count(); ++i) {
    if (draft_.subgraphs[static_cast<size_t>(i)].depth > 0) ASSAY_RETURN_IF_ERROR(PlaceSubgraph(i));
  }
  // Only now, because until then every VAR_HANDLE finds its variable by what stands in place of the offset.
  state_ = draft_.state;
  for (Variable& variable : draft_.variables.list()) variable.offset = TakeState(variable.bytes);
  // Last, because the operands of the operator at hand lay where activations will.
  interpreter->Reset();
  interpreter->Paint();
  return Status::kOk;
}

Interpreter* Placement::PlaceInterpreter() {
  auto* interpreter = new (draft_.arena.data()) Interpreter();
  interpreter->model_ = draft_.model;
  interpreter->sets_ = draft_.kernels.sets.data();
  interpreter->arena_bytes_ = static_cast<uint32_t>(draft_.arena.size());
  interpreter->skipped_ = draft_.skipped;
  interpreter->blocks_ = OffsetOf(draft_.blocks.all().data());
  interpreter->nodes_ = draft_.nodes;
  interpreter->state_ = draft_.state;
  interpreter->plan_ = draft_.plan;
  interpreter->params_bytes_ = static_cast<uint32_t>(draft_.params_bytes);
  interpreter->state_bytes_ = static_cast<uint32_t>(draft_.state_bytes);
  return interpreter;
}

Status Placement::PlaceSubgraph(int32_t index) {
  const Graph graph(draft_.model, index);
  fault_.subgraph = index;
  const Subgraph& subgraph = draft_.subgraphs[static_cast<size_t>(index)];
  blocks_ = draft_.blocks.all().subspan(subgraph.first_block, subgraph.block_count);
  for (Block& block : blocks_) {
    // Variables lie outside of the plan. Their blocks keep the place they are given here.
    if (block.view_of != Block::kState) continue;
    kernels::Tensor variable;
    ASSAY_RETURN_IF_ERROR(ReadTensor(graph, block.tensor, &variable, &fault_));
    block.offset = TakeState(variable.bytes);
  }
  // Scratch has the highest number of all blocks, and so is found at their end.
  const Block* scratch = FindBlock(blocks_, Block::kNone);
  scratch_ = scratch == nullptr ? std::span<const Block>()
                                : blocks_.subspan(static_cast<size_t>(scratch - blocks_.data()));
  for (int32_t i = 0; i < graph.reader.operator_count(); ++i) {
    fault_.operator_index = i;
    // What will be the plan is free until the model is loaded.
    ASSAY_RETURN_IF_ERROR(
        WithOperands(graph, i, draft_.arena.subspan(draft_.plan),
                     [&](kernels::Tensor* operands) { return PlaceOperator(graph, i, operands); }));
  }
  fault_.operator_index = -1;
  fault_.opcode = -1;
  return Status::kOk;
}

Status Placement::PlaceOperator(const Graph& graph, int32_t index, kernels::Tensor* operands) {
  // All is read and prepared a second time: to keep what the survey read would take memory.
  ReadyOperation ready;
  ASSAY_RETURN_IF_ERROR(ReadOperation(graph, index, draft_.kernels, operands, &ready, &fault_));
  const Subgraph& subgraph = draft_.subgraphs[static_cast<size_t>(graph.index)];
  Node& node = reinterpret_cast<Node*>(draft_.arena.data() + draft_.nodes)[subgraph.first_node + index];
  node.operands = OffsetOf(next_);
  node.flags = 0;
  // In the order in which Execution::Resolve reads them.
  auto* operand = reinterpret_cast<Operand*>(next_);
  for (const int32_t tensor : graph.reader.operator_inputs(index)) *operand++ = OperandOf(graph, tensor);
  for (const int32_t tensor : graph.reader.operator_outputs(index)) *operand++ = OperandOf(graph, tensor);
  // Scratch comes in the order of the operators, and an operator has at most one.
  if (!scratch_.empty() && scratch_.front().first == index) {
    node.flags |= Node::kScratch;
    *operand++ = subgraph.plan + scratch_.front().offset;
    scratch_ = scratch_.subspan(1);
  }
  // How much persistent memory there is becomes known only by `prepare`, which writes behind the operands.
  alignas(kernels::kParamsAlignment) uint8_t params[kernels::kMaxParamsBytes];
  kernels::Needs needs;
  ASSAY_RETURN_IF_ERROR(PrepareKernel(draft_.kernels, ready.operation, &ready.chosen, params, &needs));
  const kernels::Kernel& kernel = *ready.chosen.kernel;
  node.kernel = ready.chosen.row;
  node.set = ready.chosen.set;
  if (needs.persistent_bytes > 0) {
    node.flags |= Node::kState;
    *operand++ = TakeState(needs.persistent_bytes);
  }
  if (kernel.opcode == Opcode::kVarHandle) {
    // `prepare` sees one operator alone and cannot know which number its name has.
    const size_t number = draft_.variables.Find(ready.options);
    reinterpret_cast<kernels::VarHandleParams*>(params)->variable = static_cast<int32_t>(number);
  }
  next_ = draft_.arena.data() + AlignParams(OffsetOf(operand));
  std::memcpy(next_, params, kernel.params_bytes);
  next_ += AlignParams(kernel.params_bytes);
  return Status::kOk;
}

Operand Placement::OperandOf(const Graph& graph, int32_t tensor) {
  if (tensor < 0) return kAbsent;
  if (const Block* block = FindBlock(blocks_, tensor); block != nullptr) {
    // Each subgraph's plan begins elsewhere, and its blocks count from there. Variables count from the
    // arena's start.
    const uint32_t base = draft_.subgraphs[static_cast<size_t>(graph.index)].plan;
    return block->view_of == Block::kState ? block->offset : base + block->offset;
  }
  // What has no block is a constant. A model of less than 2 GB leaves the upper bit free to tell so.
  kernels::Tensor constant;
  if (ReadTensor(graph, tensor, &constant, &fault_) != Status::kOk) return kAbsent;
  const auto* data = static_cast<const uint8_t*>(constant.data);
  return kInModel | static_cast<uint32_t>(data - draft_.model.bytes().data());
}

uint32_t Placement::OffsetOf(const void* in_arena) const {
  return static_cast<uint32_t>(static_cast<const uint8_t*>(in_arena) - draft_.arena.data());
}

// Aligned as params are, so that a kernel may keep numbers of 64 bits there.
uint32_t Placement::TakeState(uint32_t bytes) {
  const uint32_t offset = state_;
  state_ += static_cast<uint32_t>(AlignParams(bytes));
  return offset;
}

}  // namespace assay::runtime
