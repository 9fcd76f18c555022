#include "device-agent/runtime/interpreter.h"

#include <cstring>

#include "device-agent/runtime/execution.h"
#include "device-agent/runtime/loader.h"
#include "device-agent/runtime/planner.h"
#include "device-agent/runtime/tables.h"

namespace assay::runtime {
namespace {

// Neither zero nor what zero points mostly are, so that a tensor that is cleared counts as touched.
constexpr uint8_t kPaint = 0xA5;

}  // namespace

Interpreter* Interpreter::Load(std::span<const uint8_t> model, std::span<uint8_t> arena,
                               const KernelChoice& kernels, Fault* fault, uint64_t* operations) {
  Fault ignored;
  return runtime::Load(model, arena, kernels, fault != nullptr ? fault : &ignored, operations);
}

// The report counts from the start of the arena, arena_bytes_ from its first aligned byte.
void Interpreter::Trim() { arena_bytes_ = memory().arena - skipped_; }

int32_t Interpreter::input_count() const { return static_cast<int32_t>(model_.inputs().size()); }

int32_t Interpreter::output_count() const { return static_cast<int32_t>(model_.outputs().size()); }

TensorInfo Interpreter::input_info(int32_t index) const {
  return Info(0, model_.inputs()[static_cast<size_t>(index)]);
}

TensorInfo Interpreter::output_info(int32_t index) const {
  return Info(0, model_.outputs()[static_cast<size_t>(index)]);
}

std::span<uint8_t> Interpreter::input(int32_t index) {
  const int32_t tensor = model_.inputs()[static_cast<size_t>(index)];
  return {AddressOf(0, tensor), BytesOf(0, tensor)};
}

std::span<const uint8_t> Interpreter::output(int32_t index) const {
  const int32_t tensor = model_.outputs()[static_cast<size_t>(index)];
  return {AddressOf(0, tensor), BytesOf(0, tensor)};
}

int32_t Interpreter::operator_count() const { return model_.operator_count(); }

OperatorInfo Interpreter::operator_info(int32_t index) const {
  const Node& node = this->node(0, index);
  const kernels::Opcode opcode = kernel(node).opcode;
  uint32_t output_bytes = 0;
  for (const int32_t tensor : model_.operator_outputs(index)) output_bytes += BytesOf(0, tensor);
  return {.opcode = static_cast<int32_t>(opcode),
          .kernel_set = sets_[node.set]->name,
          .output_bytes = output_bytes};
}

int32_t Interpreter::operator_output_count(int32_t index) const {
  return static_cast<int32_t>(model_.operator_outputs(index).size());
}

TensorInfo Interpreter::operator_output_info(int32_t index, int32_t output) const {
  return Info(0, model_.operator_outputs(index)[static_cast<size_t>(output)]);
}

std::span<const uint8_t> Interpreter::operator_output(int32_t index, int32_t output) const {
  const int32_t tensor = model_.operator_outputs(index)[static_cast<size_t>(output)];
  return {AddressOf(0, tensor), BytesOf(0, tensor)};
}

Status Interpreter::Invoke(OperatorObserver* observer, Fault* fault) {
  if (fault != nullptr) *fault = {};
  const int32_t count = operator_count();
  Execution execution(*this, observer);
  for (int32_t i = 0; i < count; ++i) {
    // Addresses are made before the observer is told, so that its timer measures the kernel alone.
    Call call;
    execution.Resolve(0, i, &call);
    if (observer != nullptr) observer->BeforeOperator(i);
    const Status status = execution.Evaluate(0, i, call);
    // The observer is told of a failed operator, too, because its timer still runs.
    const bool go_on = observer == nullptr || observer->AfterOperator(i);
    if (status != Status::kOk) {
      // This is the operator that failed first, which may lie deep in a subgraph.
      if (fault != nullptr) *fault = execution.fault();
      // After a failure the outputs mean nothing. Ended early, those that were computed count, and the others
      // must not show what the memory held before.
      if (status != Status::kEndedEarly) return status;
      ClearOutputsAfter(i);
      // It is the model's inference that ended, so the fault names the model's operator, not a subgraph's.
      if (fault != nullptr) {
        fault->subgraph = 0;
        fault->operator_index = i;
      }
      return status;
    }
    // An observer's stop is no failure: it finds what it wanted in the outputs of this operator.
    if (!go_on) break;
  }
  return Status::kOk;
}

void Interpreter::ClearOutputsAfter(int32_t index) {
  for (const int32_t tensor : model_.outputs()) {
    // A constant has no block. The block of a tensor that was computed begins at an operator that ran.
    const Block* block = FindBlock(blocks(0), tensor);
    // What a view would show may have been computed, and may be an output itself.
    if (block != nullptr && block->view_of < Block::kFirstSubgraph)
      block = FindBlock(blocks(0), block->view_of);
    if (block == nullptr || block->first <= index) continue;
    std::memset(AddressOf(0, tensor), 0, BytesOf(0, tensor));
  }
}

void Interpreter::Reset() {
  // Zero is how the kernels' memory begins, and every variable whose zero point is 0.
  std::memset(arena() + state_, 0, state_bytes_);
  // Named variables have a table; those that are tensors are found among the blocks of each subgraph.
  for (const Variable& variable : variables()) {
    std::memset(arena() + variable.offset, variable.initial, variable.bytes);
  }
  for (int32_t i = 0; i < model_.subgraph_count(); ++i) {
    for (const Block& block : blocks(i)) {
      if (block.view_of != Block::kState) continue;
      kernels::Tensor variable;
      (void)model_.Subgraph(i).ReadTensor(block.tensor, &variable);  // succeeded at load
      if (variable.type != Type::kInt8) continue;
      std::memset(arena() + block.offset, variable.quantization.zero_point, variable.bytes);
    }
  }
}

MemoryReport Interpreter::memory() const {
  // How far the plan extends is not kept, but found again: a report may take time, not memory.
  uint32_t extent = 0;
  for (const Block& block : blocks(0)) {
    const uint32_t end = block.offset + block.bytes;
    if (block.bytes > 0 && end > extent) extent = end;
  }
  const Bounds bounds = FindBounds(blocks(0));
  SortByTensor(blocks(0));  // as they were
  MemoryReport report = {};
  report.persistent = skipped_ + plan_;
  report.arena = report.persistent + extent;
  report.lower_bound = static_cast<uint32_t>(bounds.tensors);
  report.fragmentation = extent - static_cast<uint32_t>(bounds.blocks);
  report.tensors = nodes_ - blocks_;
  report.operators = state_ - nodes_ - params_bytes_;
  report.params = params_bytes_;
  report.state = state_bytes_;
  // What is left: the interpreter itself, the tables of subgraphs and variables, the cost of alignment.
  report.interpreter = report.persistent - report.tensors - report.operators - report.params - report.state;
  return report;
}

int32_t Interpreter::allocation_count() const {
  // Blocks without bytes, such as views and variables, have no place in the plan.
  int32_t count = 0;
  for (const Block& block : blocks(0)) count += block.bytes > 0 ? 1 : 0;
  return count;
}

Allocation Interpreter::allocation(int32_t index) const {
  const Block* block = blocks(0).data();
  for (; block->bytes == 0 || index > 0; ++block) index -= block->bytes > 0 ? 1 : 0;
  return {.kind = block->is_tensor() ? AllocationKind::kActivation : AllocationKind::kScratch,
          .tensor = block->is_tensor() ? block->tensor : -1,
          .offset = skipped_ + plan_ + block->offset,
          .bytes = block->bytes,
          .first_operator = block->first,
          .last_operator = block->last};
}

uint32_t Interpreter::touched() const {
  // From the end down to the last byte written. What is persistent is never painted and ends the search.
  const uint8_t* const bytes = arena();
  size_t end = arena_bytes_;
  while (end > plan_ && end % sizeof(uint32_t) != 0 && bytes[end - 1] == kPaint) --end;
  // Word by word as long as whole words are unwritten; the arena and its persistent part are aligned.
  constexpr uint32_t kPaintWord = 0x01010101U * kPaint;
  while (end > plan_ && end % sizeof(uint32_t) == 0) {
    uint32_t word;
    std::memcpy(&word, bytes + end - sizeof(word), sizeof(word));
    if (word != kPaintWord) break;
    end -= sizeof(word);
  }
  while (end > plan_ && bytes[end - 1] == kPaint) --end;
  return skipped_ + static_cast<uint32_t>(end);
}

void Interpreter::Paint() { std::memset(arena() + plan_, kPaint, arena_bytes_ - plan_); }

const Subgraph& Interpreter::subgraph(int32_t index) const {
  return reinterpret_cast<const Subgraph*>(arena() + kInterpreterBytes)[index];
}

std::span<const Variable> Interpreter::variables() const {
  const uint32_t begin =
      kInterpreterBytes + static_cast<uint32_t>(model_.subgraph_count() * sizeof(Subgraph));
  return {reinterpret_cast<const Variable*>(arena() + begin), (blocks_ - begin) / sizeof(Variable)};
}

std::span<Block> Interpreter::blocks(int32_t subgraph) const {
  const Subgraph& graph = this->subgraph(subgraph);
  return {reinterpret_cast<Block*>(arena() + blocks_) + graph.first_block, graph.block_count};
}

const Node& Interpreter::node(int32_t subgraph, int32_t index) const {
  return reinterpret_cast<const Node*>(arena() + nodes_)[this->subgraph(subgraph).first_node + index];
}

const kernels::Kernel& Interpreter::kernel(const Node& node) const {
  return *sets_[node.set]->kernels[node.kernel];
}

// Blocks of the plan lie at an offset from where their subgraph's plan begins, variables at one from the
// start of the arena. What has no block is a constant.
uint8_t* Interpreter::AddressOf(int32_t subgraph, int32_t tensor) const {
  const Block* block = FindBlock(blocks(subgraph), tensor);
  if (block != nullptr) {
    return arena() + (block->view_of == Block::kState ? 0 : this->subgraph(subgraph).plan) + block->offset;
  }
  kernels::Tensor constant;
  (void)model_.Subgraph(subgraph).ReadTensor(tensor, &constant);  // succeeded at load
  return static_cast<uint8_t*>(const_cast<void*>(constant.data));
}

// Read from the model each time: kept here, it would be stored twice.
TensorInfo Interpreter::Info(int32_t subgraph, int32_t tensor) const {
  kernels::Tensor read;
  (void)model_.Subgraph(subgraph).ReadTensor(tensor, &read);  // succeeded at load
  return {.type = read.type,
          .shape = read.shape,
          .scale = read.quantization.scales == nullptr ? 0.0f : read.quantization.scales[0],
          .zero_point = read.quantization.zero_point,
          .bytes = read.bytes};
}

uint32_t Interpreter::BytesOf(int32_t subgraph, int32_t tensor) const { return Info(subgraph, tensor).bytes; }

}  // namespace assay::runtime
