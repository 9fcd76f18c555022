#include "runtime/interpreter.h"

#include <cstring>

#include "runtime/loader.h"
#include "runtime/node.h"
#include "runtime/planner.h"

namespace assay::runtime {
namespace {

constexpr uint8_t kPaint = 0xA5;

}  // namespace

Interpreter* Interpreter::Load(std::span<const uint8_t> model, std::span<uint8_t> arena,
                               const KernelChoice& kernels, Fault* fault) {
  return Loader(arena, kernels, fault).Load(model);
}

int32_t Interpreter::input_count() const { return static_cast<int32_t>(model_.inputs().size()); }

int32_t Interpreter::output_count() const { return static_cast<int32_t>(model_.outputs().size()); }

TensorInfo Interpreter::input_info(int32_t index) const {
  return Info(model_.inputs()[static_cast<size_t>(index)]);
}

TensorInfo Interpreter::output_info(int32_t index) const {
  return Info(model_.outputs()[static_cast<size_t>(index)]);
}

std::span<uint8_t> Interpreter::input(int32_t index) {
  return {static_cast<uint8_t*>(io_[index]), BytesOf(model_.inputs()[static_cast<size_t>(index)])};
}

std::span<const uint8_t> Interpreter::output(int32_t index) const {
  return {static_cast<const uint8_t*>(io_[input_count() + index]),
          BytesOf(model_.outputs()[static_cast<size_t>(index)])};
}

int32_t Interpreter::operator_count() const { return model_.operator_count(); }

OperatorInfo Interpreter::operator_info(int32_t index) const {
  const Node& node = nodes_[index];
  uint32_t output_bytes = 0;
  for (const int32_t tensor : model_.operator_outputs(index)) output_bytes += BytesOf(tensor);
  return {.opcode = static_cast<int32_t>(node.kernel->opcode),
          .name = kernels::OpcodeName(node.kernel->opcode),
          .kernel_set = node.set->name,
          .output_bytes = output_bytes};
}

int32_t Interpreter::operator_output_count(int32_t index) const {
  return static_cast<int32_t>(model_.operator_outputs(index).size());
}

TensorInfo Interpreter::operator_output_info(int32_t index, int32_t output) const {
  return Info(model_.operator_outputs(index)[static_cast<size_t>(output)]);
}

std::span<const uint8_t> Interpreter::operator_output(int32_t index, int32_t output) const {
  return {static_cast<const uint8_t*>(nodes_[index].buffers.outputs[output]),
          BytesOf(model_.operator_outputs(index)[static_cast<size_t>(output)])};
}

Status Interpreter::Invoke(OperatorObserver* observer, Fault* fault) {
  if (fault != nullptr) *fault = {};
  const int32_t count = operator_count();
  for (int32_t i = 0; i < count; ++i) {
    const Node& node = nodes_[i];
    if (observer != nullptr) observer->BeforeOperator(i);
    const Status status = node.kernel->eval(node.params, node.buffers);
    const bool go_on = observer == nullptr || observer->AfterOperator(i);
    if (status != Status::kOk) {
      if (status == Status::kEndedEarly) ClearOutputsAfter(i);
      if (fault != nullptr) {
        *fault = {.status = status, .operator_index = i, .opcode = static_cast<int32_t>(node.kernel->opcode)};
      }
      return status;
    }
    if (!go_on) break;
  }
  return Status::kOk;
}

void Interpreter::ClearOutputsAfter(int32_t index) {
  for (int32_t i = 0; i < output_count(); ++i) {
    const int32_t tensor = model_.outputs()[static_cast<size_t>(i)];
    for (const Block& block : std::span(blocks_, block_count_)) {
      if (block.tensor != tensor || block.first <= index) continue;
      std::memset(io_[input_count() + i], 0, BytesOf(tensor));
    }
  }
}

MemoryReport Interpreter::memory() const {
  const std::span<const Block> blocks(blocks_, block_count_);
  uint32_t activations = 0;
  uint32_t extent = 0;
  for (const Block& block : blocks) {
    const uint32_t end = block.offset + block.bytes;
    extent = end > extent ? end : extent;
    if (block.tensor != Block::kNone && end > activations) activations = end;
  }
  const uint32_t persistent = skipped_ + persistent_;
  return {.arena = persistent + extent,
          .activations = activations,
          .scratch = extent - activations,
          .persistent = persistent,
          .lower_bound = static_cast<uint32_t>(LowerBound(blocks, operator_count()))};
}

int32_t Interpreter::allocation_count() const {
  int32_t count = 0;
  for (const Block& block : std::span(blocks_, block_count_)) count += block.view_of == Block::kNone ? 1 : 0;
  return count;
}

Allocation Interpreter::allocation(int32_t index) const {
  const Block* block = blocks_;
  for (; block->view_of != Block::kNone || index > 0; ++block)
    index -= block->view_of == Block::kNone ? 1 : 0;
  const bool scratch = block->tensor == Block::kNone;
  return {.kind = scratch ? Allocation::Kind::kScratch : Allocation::Kind::kActivation,
          .tensor = scratch ? -1 : block->tensor,
          .offset = skipped_ + persistent_ + block->offset,
          .bytes = block->bytes,
          .first_operator = block->first,
          .last_operator = block->last};
}

uint32_t Interpreter::touched() const {
  size_t end = arena_.size();
  while (end > persistent_ && end % sizeof(uint32_t) != 0 && arena_[end - 1] == kPaint) --end;
  // Word by word as long as whole words are unwritten; the arena and its persistent part are aligned.
  constexpr uint32_t kPaintWord = 0x01010101U * kPaint;
  while (end > persistent_ && end % sizeof(uint32_t) == 0) {
    uint32_t word;
    std::memcpy(&word, arena_.data() + end - sizeof(word), sizeof(word));
    if (word != kPaintWord) break;
    end -= sizeof(word);
  }
  while (end > persistent_ && arena_[end - 1] == kPaint) --end;
  return skipped_ + static_cast<uint32_t>(end);
}

void Interpreter::Paint() { std::memset(arena_.data() + persistent_, kPaint, arena_.size() - persistent_); }

TensorInfo Interpreter::Info(int32_t tensor) const {
  kernels::Tensor read;
  (void)model_.ReadTensor(tensor, &read);  // succeeded at load
  return {.type = read.type,
          .shape = read.shape,
          .scale = read.quantization.scales == nullptr ? 0.0f : read.quantization.scales[0],
          .zero_point = read.quantization.zero_point,
          .bytes = read.bytes};
}

uint32_t Interpreter::BytesOf(int32_t tensor) const { return Info(tensor).bytes; }

}  // namespace assay::runtime
