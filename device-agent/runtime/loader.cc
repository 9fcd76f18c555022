#include "runtime/loader.h"

#include <cstring>
#include <new>

#include "runtime/node.h"

namespace assay::runtime {
namespace {

using kernels::kParamsAlignment;
using kernels::Opcode;

// `alignment` is a power of two.
constexpr uint64_t AlignUp(uint64_t bytes, uint64_t alignment) {
  return (bytes + alignment - 1) & ~(alignment - 1);
}

constexpr uint32_t Saturate(uint64_t bytes) {
  return bytes < kPlanTooLarge ? static_cast<uint32_t>(bytes) : kPlanTooLarge;
}

constexpr uint64_t kBlocksOffset = AlignUp(sizeof(Interpreter), alignof(Block));

#define RETURN_IF_ERROR(expression)                                    \
  do {                                                                 \
    if (const Status status_ = (expression); status_ != Status::kOk) { \
      return status_;                                                  \
    }                                                                  \
  } while (false)

}  // namespace

Loader::Loader(std::span<uint8_t> arena, const KernelChoice& kernels, Fault* fault)
    : kernels_(kernels), fault_(*fault) {
  const auto address = reinterpret_cast<uintptr_t>(arena.data());
  skipped_ = static_cast<uint32_t>(AlignUp(address, kArenaAlignment) - address);
  arena_ = skipped_ < arena.size() ? arena.subspan(skipped_) : arena.first(0);
  fault_ = {};
  fault_.available = Saturate(arena.size());
  const uint64_t room = arena_.size() < kBlocksOffset ? 0 : (arena_.size() - kBlocksOffset) / sizeof(Block);
  blocks_ = {reinterpret_cast<Block*>(arena_.data() + (room > 0 ? kBlocksOffset : 0)),
             static_cast<size_t>(room < kMaxBlocks ? room : kMaxBlocks)};
}

Interpreter* Loader::Load(std::span<const uint8_t> model) {
  Status status = CheckKernelChoice(kernels_);
  if (status == Status::kOk) status = model_.Open(model);
  if (status == Status::kOk) status = Survey();
  if (status == Status::kOk) status = Place();
  fault_.status = status;
  if (status != Status::kArenaTooSmall) fault_.needed = fault_.available = 0;
  return status == Status::kOk ? std::launder(reinterpret_cast<Interpreter*>(arena_.data())) : nullptr;
}

Status Loader::Survey() {
  RETURN_IF_ERROR(SurveyInputs());
  for (int32_t i = 0; i < model_.operator_count(); ++i) {
    fault_.operator_index = i;
    RETURN_IF_ERROR(SurveyOperator(i));
  }
  fault_.operator_index = -1;
  fault_.opcode = -1;
  RETURN_IF_ERROR(SurveyOutputs());
  if (block_count_ > kMaxBlocks) return Status::kModelTooLarge;

  const uint64_t tables = kBlocksOffset + block_count_ * sizeof(Block) +
                          (model_.inputs().size() + model_.outputs().size()) * sizeof(void*);
  const uint64_t persistent = AlignUp(AlignUp(tables, kParamsAlignment) + node_bytes_, kArenaAlignment);
  uint64_t needed = skipped_ + persistent;
  if (block_count_ > blocks_.size()) {
    // No room even to list the blocks, so there is no plan; this much is needed in any case.
    fault_.needed = Saturate(needed + largest_operator_);
    return Status::kArenaTooSmall;
  }
  blocks_ = blocks_.first(block_count_);
  needed += Plan(blocks_);
  if (needed > skipped_ + arena_.size()) {
    fault_.needed = Saturate(needed);
    return Status::kArenaTooSmall;
  }
  persistent_ = static_cast<uint32_t>(persistent);
  InsertionSort(blocks_, [](const Block& a, const Block& b) {
    return a.tensor != b.tensor ? a.tensor < b.tensor : a.first < b.first;
  });
  // The blocks are in the order of their tensors, of which views come after what they view only in the
  // model's operators.
  for (Block& block : blocks_) {
    if (block.view_of != Block::kNone) block.offset = FindBlock(block.view_of)->offset;
  }
  return Status::kOk;
}

Status Loader::SurveyInputs() {
  for (const int32_t tensor : model_.inputs()) {
    kernels::Tensor input;
    RETURN_IF_ERROR(ReadTensor(tensor, &input));
    if (input.data != nullptr || FindBlock(tensor) != nullptr) return Blame(tensor, Status::kMalformedModel);
    const uint64_t bytes = AlignUp(input.bytes, kArenaAlignment);
    largest_operator_ += bytes;  // all inputs are there before the first operator
    AddBlock({static_cast<uint32_t>(bytes), 0, 0, 0, static_cast<uint16_t>(tensor), Block::kNone});
  }
  return Status::kOk;
}

Status Loader::SurveyOperator(int32_t index) {
  OperationBuffer buffer;
  ChosenKernel chosen;
  RETURN_IF_ERROR(ReadOperation(index, &buffer, &chosen));
  const kernels::Operation& operation = buffer.operation;
  alignas(kParamsAlignment) uint8_t params[kernels::kMaxParamsBytes];
  kernels::Needs needs;
  RETURN_IF_ERROR(chosen.kernel->prepare(operation, params, &needs));

  const auto at = static_cast<uint16_t>(index);
  uint64_t working_set = AlignUp(needs.scratch_bytes, kArenaAlignment);
  const std::span<const int32_t> inputs = model_.operator_inputs(index);
  for (size_t i = 0; i < inputs.size(); ++i) {
    if (inputs[i] < 0 || operation.inputs[i].data != nullptr) continue;
    RETURN_IF_ERROR(UseTensor(inputs[i], index));
  }
  if (operation.input_count > 0 && operation.inputs[0].data == nullptr) {
    working_set += AlignUp(operation.inputs[0].bytes, kArenaAlignment);
  }
  // A view of a constant is copied: constants are not in the arena.
  const bool view = chosen.kernel->view && operation.inputs[0].data == nullptr;
  const std::span<const int32_t> outputs = model_.operator_outputs(index);
  for (size_t i = 0; i < outputs.size(); ++i) {
    if (operation.outputs[i].data != nullptr || FindBlock(outputs[i]) != nullptr) {
      return Blame(outputs[i], Status::kMalformedModel);
    }
    uint16_t view_of = Block::kNone;
    if (view) {
      const Block* viewed = FindBlock(inputs[0]);
      if (viewed != nullptr) view_of = viewed->view_of != Block::kNone ? viewed->view_of : viewed->tensor;
    }
    const uint64_t bytes = view ? 0 : AlignUp(operation.outputs[i].bytes, kArenaAlignment);
    working_set += bytes;
    AddBlock({static_cast<uint32_t>(bytes), 0, at, at, static_cast<uint16_t>(outputs[i]), view_of});
  }
  if (needs.scratch_bytes > 0) {
    AddBlock({static_cast<uint32_t>(AlignUp(needs.scratch_bytes, kArenaAlignment)), 0, at, at, Block::kNone,
              Block::kNone});
  }
  largest_operator_ = working_set > largest_operator_ ? working_set : largest_operator_;
  node_bytes_ += sizeof(Node) + AlignUp((inputs.size() + outputs.size()) * sizeof(void*), kParamsAlignment) +
                 AlignUp(chosen.kernel->params_bytes, kParamsAlignment) +
                 AlignUp(needs.persistent_bytes, kParamsAlignment);
  return Status::kOk;
}

Status Loader::SurveyOutputs() {
  const int32_t last = model_.operator_count() > 0 ? model_.operator_count() - 1 : 0;
  for (const int32_t tensor : model_.outputs()) {
    kernels::Tensor output;
    RETURN_IF_ERROR(ReadTensor(tensor, &output));
    if (output.data == nullptr) RETURN_IF_ERROR(UseTensor(tensor, last));
  }
  return Status::kOk;
}

Status Loader::Place() {
  Interpreter* interpreter = new (arena_.data()) Interpreter();
  uint8_t* next = arena_.data() + kBlocksOffset + blocks_.size_bytes();
  const auto take = [&next](uint64_t bytes) {
    uint8_t* taken = next;
    next += bytes;
    return taken;
  };
  interpreter->model_ = model_;
  interpreter->arena_ = arena_;
  interpreter->skipped_ = skipped_;
  interpreter->persistent_ = persistent_;
  interpreter->blocks_ = blocks_.data();
  interpreter->block_count_ = block_count_;
  interpreter->io_ =
      reinterpret_cast<void**>(take((model_.inputs().size() + model_.outputs().size()) * sizeof(void*)));
  void** io = interpreter->io_;
  for (const int32_t tensor : model_.inputs()) *io++ = AddressOf(tensor);
  for (const int32_t tensor : model_.outputs()) *io++ = AddressOf(tensor);

  next = arena_.data() + AlignUp(static_cast<uint64_t>(next - arena_.data()), kParamsAlignment);
  interpreter->nodes_ =
      reinterpret_cast<Node*>(take(static_cast<uint64_t>(model_.operator_count()) * sizeof(Node)));
  for (int32_t i = 0; i < model_.operator_count(); ++i) {
    fault_.operator_index = i;
    RETURN_IF_ERROR(PlaceOperator(i, new (&interpreter->nodes_[i]) Node, &next));
  }
  fault_.operator_index = -1;
  fault_.opcode = -1;
  interpreter->Paint();
  return Status::kOk;
}

Status Loader::PlaceOperator(int32_t index, Node* node, uint8_t** next) {
  const auto take = [next](uint64_t bytes) {
    uint8_t* taken = *next;
    *next += AlignUp(bytes, kParamsAlignment);
    return taken;
  };
  OperationBuffer buffer;
  ChosenKernel chosen;
  RETURN_IF_ERROR(ReadOperation(index, &buffer, &chosen));
  const std::span<const int32_t> inputs = model_.operator_inputs(index);
  const std::span<const int32_t> outputs = model_.operator_outputs(index);
  void** pointers = reinterpret_cast<void**>(take((inputs.size() + outputs.size()) * sizeof(void*)));
  node->kernel = chosen.kernel;
  node->set = chosen.set;
  node->params = take(chosen.kernel->params_bytes);
  kernels::Needs needs;
  RETURN_IF_ERROR(chosen.kernel->prepare(buffer.operation, node->params, &needs));
  node->buffers.inputs = pointers;
  for (const int32_t tensor : inputs) *pointers++ = tensor < 0 ? nullptr : AddressOf(tensor);
  node->buffers.outputs = pointers;
  for (const int32_t tensor : outputs) *pointers++ = AddressOf(tensor);
  node->buffers.scratch = nullptr;
  node->buffers.model = model_.bytes().data();
  for (const Block& block : blocks_) {
    if (block.tensor == Block::kNone && block.first == index) {
      node->buffers.scratch = arena_.data() + persistent_ + block.offset;
    }
  }
  node->buffers.persistent = needs.persistent_bytes > 0 ? take(needs.persistent_bytes) : nullptr;
  if (needs.persistent_bytes > 0) std::memset(node->buffers.persistent, 0, needs.persistent_bytes);
  return Status::kOk;
}

Status Loader::ReadOperation(int32_t index, OperationBuffer* buffer, ChosenKernel* chosen) {
  fault_.opcode = -1;
  int32_t opcode = -1;
  const Status known = model_.ReadOpcode(index, &opcode);
  fault_.opcode = opcode;
  RETURN_IF_ERROR(known);
  const std::span<const int32_t> inputs = model_.operator_inputs(index);
  const std::span<const int32_t> outputs = model_.operator_outputs(index);
  kernels::Operation& operation = buffer->operation;
  operation.opcode = static_cast<Opcode>(opcode);
  operation.options = &buffer->options;
  operation.model = model_.bytes().data();
  operation.inputs = buffer->operands;
  operation.input_count = static_cast<int32_t>(inputs.size());
  operation.outputs = buffer->operands + inputs.size();
  operation.output_count = static_cast<int32_t>(outputs.size());
  // An operator that the runtime does not know is reported as such, whatever else may be wrong with it.
  if (opcode > INT16_MAX || ChooseKernel(kernels_, operation.opcode, Type::kNone, Type::kNone, chosen) ==
                                Status::kUnsupportedOperator) {
    return Status::kUnsupportedOperator;
  }
  if (inputs.size() > kMaxOperands || outputs.size() > kMaxOperands - inputs.size()) {
    return Status::kUnsupportedShape;
  }
  kernels::Tensor* operand = buffer->operands;
  for (const int32_t tensor : inputs) {
    if (tensor == -1) {
      *operand++ = {};
    } else {
      RETURN_IF_ERROR(ReadTensor(tensor, operand++));
    }
  }
  for (const int32_t tensor : outputs) RETURN_IF_ERROR(ReadTensor(tensor, operand++));
  const auto type_of = [&](int32_t input) {
    return input < operation.input_count ? operation.inputs[input].type : Type::kNone;
  };
  const Type type = type_of(kernels::FindOpcode(operation.opcode)->activations);
  RETURN_IF_ERROR(ChooseKernel(kernels_, operation.opcode, type, type_of(1), chosen));
  return model_.ReadOptions(index, operation.opcode, &buffer->options);
}

Status Loader::ReadTensor(int32_t index, kernels::Tensor* tensor) {
  const Status status = model_.ReadTensor(index, tensor);
  return status == Status::kOk ? status : Blame(index, status);
}

Status Loader::Blame(int32_t tensor, Status status) {
  fault_.tensor = tensor;
  return status;
}

void Loader::AddBlock(const Block& block) {
  if (block_count_ < blocks_.size()) blocks_[block_count_] = block;
  ++block_count_;
}

Block* Loader::FindBlock(int32_t tensor) {
  const size_t known = block_count_ < blocks_.size() ? block_count_ : blocks_.size();
  for (Block& block : blocks_.first(known)) {
    if (block.tensor == tensor) return &block;
  }
  return nullptr;
}

Status Loader::UseTensor(int32_t tensor, int32_t index) {
  Block* block = FindBlock(tensor);
  if (block == nullptr) {
    // Read before anything wrote it, unless it is only that there was no room for its block.
    return block_count_ > blocks_.size() ? Status::kOk : Blame(tensor, Status::kMalformedModel);
  }
  block->last = static_cast<uint16_t>(index);
  if (block->view_of != Block::kNone) FindBlock(block->view_of)->last = static_cast<uint16_t>(index);
  return Status::kOk;
}

void* Loader::AddressOf(int32_t tensor) {
  const Block* block = FindBlock(tensor);
  if (block != nullptr) return arena_.data() + persistent_ + block->offset;
  // Not in the arena, so a constant. No kernel writes its inputs, so that the constness can be dropped.
  kernels::Tensor constant;
  if (ReadTensor(tensor, &constant) != Status::kOk) return nullptr;
  return const_cast<void*>(constant.data);
}

}  // namespace assay::runtime
