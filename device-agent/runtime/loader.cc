#include "device-agent/runtime/loader.h"

#include <cstring>
#include <new>

#include "kernels/operators/variables.h"

namespace assay::runtime {
namespace {

using kernels::kParamsAlignment;
using kernels::Opcode;

// The block count of a subgraph under survey, whose blocks are the last ones.
constexpr uint16_t kUnfinished = 0xFFFF;

constexpr uint32_t Saturate(uint64_t bytes) {
  return bytes < kPlanTooLarge ? static_cast<uint32_t>(bytes) : kPlanTooLarge;
}

// The subgraphs that an operator of this opcode runs.
std::span<const int32_t> Callees(Opcode opcode, const OperatorOptions& options) {
  // IF and WHILE name two, CALL_ONCE one; their options hold nothing else.
  static_assert(sizeof(kernels::IfOptions) == 8 && sizeof(kernels::WhileOptions) == 8);
  const size_t count = opcode == Opcode::kIf || opcode == Opcode::kWhile ? 2
                       : opcode == Opcode::kCallOnce                     ? 1
                                                                         : 0;
  return {reinterpret_cast<const int32_t*>(options.bytes), count};
}

bool Equal(const kernels::ModelBytes& a, const kernels::ModelBytes& b) {
  return a.size == b.size && (a.size == 0 || std::memcmp(a.data, b.data, a.size) == 0);
}

constexpr uint64_t AlignParams(uint64_t bytes) { return AlignUp(bytes, kParamsAlignment); }

#define RETURN_IF_ERROR(expression)                                    \
  do {                                                                 \
    if (const Status status_ = (expression); status_ != Status::kOk) { \
      return status_;                                                  \
    }                                                                  \
  } while (false)

}  // namespace

Loader::Loader(std::span<uint8_t> arena, const KernelChoice& kernels, Fault* fault)
    : kernels_(kernels), fault_(*fault) {
  if (arena.size() > kInModel) arena = arena.first(kInModel);  // offsets of operands have 31 bits
  const auto address = reinterpret_cast<uintptr_t>(arena.data());
  skipped_ = static_cast<uint32_t>(AlignUp(address, kArenaAlignment) - address);
  arena_ = skipped_ < arena.size() ? arena.subspan(skipped_) : arena.first(0);
  fault_ = {};
  fault_.available = static_cast<uint32_t>(arena.size());
}

Interpreter* Loader::Load(std::span<const uint8_t> model) {
  Status status = CheckKernelChoice(kernels_);
  if (status == Status::kOk) status = model_.Open(model);
  if (status == Status::kOk) status = MakeTables();
  if (status == Status::kOk) status = Survey();
  if (status == Status::kOk) status = Place();
  fault_.status = status;
  if (status != Status::kArenaTooSmall) fault_.needed = fault_.available = 0;
  return status == Status::kOk ? std::launder(reinterpret_cast<Interpreter*>(arena_.data())) : nullptr;
}

Status Loader::MakeTables() {
  const auto count = static_cast<size_t>(model_.subgraph_count());
  const uint64_t variables = kInterpreterBytes + count * sizeof(Subgraph);
  if (arena_.size() < variables) return ArenaTooSmall(variables);
  subgraphs_ = {reinterpret_cast<Subgraph*>(arena_.data() + kInterpreterBytes), count};
  for (Subgraph& subgraph : subgraphs_) subgraph = {};
  variables_ = {reinterpret_cast<Variable*>(arena_.data() + variables), 0};
  RETURN_IF_ERROR(FindCalls());
  RETURN_IF_ERROR(FindVariables());
  const uint64_t blocks = variables + variables_.size_bytes();
  const uint64_t room = (arena_.size() - blocks) / sizeof(Block);
  blocks_ = {reinterpret_cast<Block*>(arena_.data() + blocks),
             static_cast<size_t>(room < kMaxBlocks ? room : kMaxBlocks)};
  return Status::kOk;
}

// Level by level: a subgraph's depth is that of its deepest call, so that whatever calls it has been seen,
// with all that calls that, when it is looked at for the last time.
Status Loader::FindCalls() {
  subgraphs_[0].depth = 1;
  bool more = true;
  for (uint16_t depth = 1; more; ++depth) {
    more = false;
    for (uint16_t i = 0; i < subgraph_count(); ++i) {
      if (subgraphs_[i].depth != depth) continue;
      more = true;
      if (depth > kMaxDepth) return Status::kCallsTooDeep;  // or one calls itself
      RETURN_IF_ERROR(FindCallsOf(i));
    }
  }
  Select(0);
  return Status::kOk;
}

Status Loader::FindCallsOf(uint16_t caller) {
  Select(caller);
  for (int32_t i = 0; i < reader_.operator_count(); ++i) {
    int32_t opcode;
    if (reader_.ReadOpcode(i, &opcode) != Status::kOk) continue;  // found again by the survey
    OperatorOptions options;
    const auto known = static_cast<Opcode>(opcode);
    if (Callees(known, options).empty()) continue;
    fault_.operator_index = i;
    fault_.opcode = opcode;
    RETURN_IF_ERROR(reader_.ReadOptions(i, known, &options));
    const Subgraph& from = subgraphs_[caller];
    const uint16_t first = caller == 0 ? static_cast<uint16_t>(i) : from.first;
    const uint16_t last = caller == 0 ? static_cast<uint16_t>(i) : from.last;
    for (const int32_t callee : Callees(known, options)) {
      if (callee < 1 || static_cast<size_t>(callee) >= subgraphs_.size()) return Status::kNoSuchSubgraph;
      Subgraph& to = subgraphs_[static_cast<size_t>(callee)];
      if (to.depth == 0 || first < to.first) to.first = first;
      if (to.depth == 0 || last > to.last) to.last = last;
      if (to.depth <= from.depth) to.depth = static_cast<uint16_t>(from.depth + 1);
    }
    fault_.operator_index = -1;
    fault_.opcode = -1;
  }
  return Status::kOk;
}

Status Loader::FindVariables() {
  for (uint16_t i = 0; i < subgraph_count(); ++i) {
    if (subgraphs_[i].depth == 0) continue;
    Select(i);
    for (int32_t j = 0; j < reader_.operator_count(); ++j) {
      int32_t opcode;
      if (reader_.ReadOpcode(j, &opcode) != Status::kOk) continue;  // found again by the survey
      if (opcode != static_cast<int32_t>(Opcode::kVarHandle)) continue;
      OperatorOptions options;
      if (reader_.ReadOptions(j, Opcode::kVarHandle, &options) != Status::kOk) continue;
      if (FindVariable(options) < variables_.size()) continue;
      if (variables_.size() == kMaxVariables) return Status::kModelTooLarge;
      const auto* end = reinterpret_cast<const uint8_t*>(variables_.data() + variables_.size() + 1);
      const auto needed = static_cast<uint64_t>(end - arena_.data());
      if (needed > arena_.size()) return ArenaTooSmall(needed);
      variables_ = {variables_.data(), variables_.size() + 1};
      variables_.back() = {0, 0, i, static_cast<uint16_t>(j), 0};
    }
  }
  Select(0);
  return Status::kOk;
}

size_t Loader::FindVariable(const OperatorOptions& options) {
  const auto& wanted = *reinterpret_cast<const kernels::VarHandleOptions*>(options.bytes);
  size_t i = 0;
  for (; i < variables_.size(); ++i) {
    OperatorOptions other;
    const ModelReader reader = model_.Subgraph(variables_[i].subgraph);
    (void)reader.ReadOptions(variables_[i].operator_index, Opcode::kVarHandle, &other);  // succeeded before
    const auto& found = *reinterpret_cast<const kernels::VarHandleOptions*>(other.bytes);
    // Without a container it is the first of that name.
    if (!Equal(wanted.shared_name, found.shared_name)) continue;
    if (wanted.container.data == nullptr || Equal(wanted.container, found.container)) break;
  }
  return i;
}

Status Loader::Survey() {
  for (int32_t i = 0; i < model_.subgraph_count(); ++i) {
    if (subgraphs_[static_cast<size_t>(i)].depth > 0) RETURN_IF_ERROR(SurveySubgraph(i));
  }
  if (block_count_ > kMaxBlocks) return Status::kModelTooLarge;
  const bool listed = block_count_ <= blocks_.size();
  const auto blocks = static_cast<uint64_t>(reinterpret_cast<uint8_t*>(blocks_.data()) - arena_.data());
  const uint64_t nodes = blocks + uint64_t{block_count_} * sizeof(Block);
  const uint64_t operands = AlignParams(nodes + uint64_t{operator_count_} * sizeof(Node));
  const uint64_t state = operands + operand_bytes_ + params_bytes_;
  const uint64_t plan = AlignUp(state + state_bytes_, kArenaAlignment);
  // Without room even to list the blocks there is no plan; this much is needed in any case.
  if (!listed) return ArenaTooSmall(plan + largest_operator_);
  blocks_ = blocks_.first(block_count_);
  Select(0);
  const uint32_t extent = PlanSubgraph();
  if (plan + extent > arena_.size()) return ArenaTooSmall(plan + extent);
  nodes_ = static_cast<uint32_t>(nodes);
  state_ = static_cast<uint32_t>(state);
  plan_ = static_cast<uint32_t>(plan);
  // What is called lies in the model's plan.
  for (const Block& block : SubgraphBlocks()) {
    if (block.tensor < Block::kFirstSubgraph || block.tensor == Block::kNone) continue;
    subgraphs_[block.tensor - Block::kFirstSubgraph].plan = plan_ + block.offset;
  }
  subgraphs_[0].plan = plan_;
  return Status::kOk;
}

Status Loader::SurveySubgraph(int32_t index) {
  Select(index);
  Subgraph& subgraph = subgraphs_[static_cast<size_t>(index)];
  subgraph.first_block = static_cast<uint16_t>(block_count_);
  subgraph.block_count = kUnfinished;
  subgraph.first_node = static_cast<uint16_t>(operator_count_);
  operator_count_ += static_cast<uint32_t>(reader_.operator_count());
  if (index == 0) {
    // How large the subgraphs that are called are comes out later.
    for (uint16_t i = 1; i < subgraph_count(); ++i) {
      const Subgraph& called = subgraphs_[i];
      if (called.depth == 0) continue;
      AddBlock(
          {0, 0, called.first, called.last, static_cast<uint16_t>(Block::kFirstSubgraph + i), Block::kNone});
    }
  }
  RETURN_IF_ERROR(SurveyInputs());
  for (int32_t i = 0; i < reader_.operator_count(); ++i) {
    fault_.operator_index = i;
    RETURN_IF_ERROR(SurveyOperator(i));
  }
  fault_.operator_index = -1;
  fault_.opcode = -1;
  RETURN_IF_ERROR(SurveyOutputs());
  subgraph.block_count = static_cast<uint16_t>(block_count_ - subgraph.first_block);
  if (index == 0 || block_count_ > blocks_.size()) return Status::kOk;
  const uint32_t extent = PlanSubgraph();
  if (extent == kPlanTooLarge) return ArenaTooSmall(extent);
  Select(0);
  FindBlock(Block::kFirstSubgraph + index)->bytes = extent;
  return Status::kOk;
}

Status Loader::SurveyInputs() {
  for (const int32_t tensor : reader_.inputs()) {
    kernels::Tensor input;
    RETURN_IF_ERROR(ReadTensor(tensor, &input));
    largest_operator_ += input.bytes;  // all inputs are there before the first operator
    RETURN_IF_ERROR(DefineTensor(tensor, input, 0, Block::kNone));
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
  const Status fits = chosen.kernel->prepare(operation, params, &needs);
  if (fits != Status::kOk) return BlameOperand(operation, fits);

  RETURN_IF_ERROR(CheckCall(operation));

  uint64_t working_set = needs.scratch_bytes;
  const std::span<const int32_t> inputs = reader_.operator_inputs(index);
  for (size_t i = 0; i < inputs.size(); ++i) {
    if (inputs[i] >= 0) RETURN_IF_ERROR(UseTensor(inputs[i], operation.inputs[i], index));
  }
  if (operation.opcode == Opcode::kAssignVariable) SurveyAssignment(operation, inputs[0]);
  uint16_t view_of = Block::kNone;
  if (operation.input_count > 0 && operation.inputs[0].data == nullptr && !operation.inputs[0].variable) {
    working_set += operation.inputs[0].bytes;
    if (chosen.kernel->view && operation.output_count > 0 && !operation.outputs[0].variable) {
      // Only memory of the plan can be seen through a view: constants are not in the arena, and a variable
      // may change while the view is still needed.
      const Block* viewed = FindBlock(inputs[0]);
      if (viewed != nullptr) view_of = viewed->view_of != Block::kNone ? viewed->view_of : viewed->tensor;
    }
  }
  const std::span<const int32_t> outputs = reader_.operator_outputs(index);
  for (size_t i = 0; i < outputs.size(); ++i) {
    if (view_of == Block::kNone) working_set += operation.outputs[i].bytes;
    RETURN_IF_ERROR(DefineTensor(outputs[i], operation.outputs[i], index, view_of));
  }
  const auto at = static_cast<uint16_t>(index);
  uint64_t operands = inputs.size() + outputs.size();
  if (needs.scratch_bytes > 0) {
    AddBlock({needs.scratch_bytes, 0, at, at, Block::kNone, Block::kNone});
    ++operands;
  }
  if (needs.persistent_bytes > 0) {
    state_bytes_ += AlignParams(needs.persistent_bytes);
    ++operands;
  }
  largest_operator_ = working_set > largest_operator_ ? working_set : largest_operator_;
  operand_bytes_ += AlignParams(operands * sizeof(Operand));
  params_bytes_ += AlignParams(chosen.kernel->params_bytes);
  return Status::kOk;
}

Status Loader::CheckCall(const kernels::Operation& operation) {
  const std::span inputs(operation.inputs, static_cast<size_t>(operation.input_count));
  const std::span outputs(operation.outputs, static_cast<size_t>(operation.output_count));
  switch (operation.opcode) {
    case Opcode::kIf: {
      const auto& options = *static_cast<const kernels::IfOptions*>(operation.options);
      RETURN_IF_ERROR(CheckSubgraph(options.then_subgraph, inputs.subspan(1), outputs));
      return CheckSubgraph(options.else_subgraph, inputs.subspan(1), outputs);
    }
    case Opcode::kWhile: {
      const auto& options = *static_cast<const kernels::WhileOptions*>(operation.options);
      RETURN_IF_ERROR(CheckSubgraph(options.body_subgraph, inputs, outputs));
      const ModelReader condition = model_.Subgraph(options.condition_subgraph);
      RETURN_IF_ERROR(CheckOperands(condition, condition.inputs(), inputs));
      if (condition.outputs().empty()) return Status::kNoCondition;
      kernels::Tensor output;
      RETURN_IF_ERROR(condition.ReadTensor(condition.outputs()[0], &output));
      return output.type == Type::kBool ? Status::kOk : Status::kUnsupportedType;
    }
    case Opcode::kCallOnce: {
      const auto& options = *static_cast<const kernels::CallOnceOptions*>(operation.options);
      return model_.Subgraph(options.subgraph).inputs().empty() ? Status::kOk : Status::kCallOperands;
    }
    default:
      return Status::kOk;
  }
}

Status Loader::CheckSubgraph(int32_t index, std::span<const kernels::Tensor> inputs,
                             std::span<const kernels::Tensor> outputs) {
  const ModelReader reader = model_.Subgraph(index);
  RETURN_IF_ERROR(CheckOperands(reader, reader.inputs(), inputs));
  return CheckOperands(reader, reader.outputs(), outputs);
}

Status Loader::CheckOperands(const ModelReader& reader, std::span<const int32_t> tensors,
                             std::span<const kernels::Tensor> operands) {
  if (tensors.size() != operands.size()) return Status::kCallOperands;
  for (size_t i = 0; i < tensors.size(); ++i) {
    kernels::Tensor tensor;
    RETURN_IF_ERROR(reader.ReadTensor(tensors[i], &tensor));
    if (tensor.type != operands[i].type) return Status::kUnsupportedType;
    if (tensor.bytes != operands[i].bytes) return Status::kBadShape;
  }
  return Status::kOk;
}

void Loader::SurveyAssignment(const kernels::Operation& operation, int32_t handle) {
  const Block* block = FindBlock(handle);
  if (block == nullptr || block->first >= reader_.operator_count()) return;
  // Does a VAR_HANDLE of this subgraph say which variable it is?
  int32_t opcode;
  (void)reader_.ReadOpcode(block->first, &opcode);  // succeeded when the operator was surveyed
  const std::span<const int32_t> outputs = reader_.operator_outputs(block->first);
  if (opcode != static_cast<int32_t>(Opcode::kVarHandle) || outputs[0] != handle) return;
  OperatorOptions options;
  (void)reader_.ReadOptions(block->first, Opcode::kVarHandle, &options);
  Variable& variable = variables_[FindVariable(options)];
  if (variable.bytes > 0) return;
  const kernels::Tensor& value = operation.inputs[1];
  variable.bytes = value.bytes;
  variable.initial = value.quantization.zero_point;
  state_bytes_ += AlignParams(value.bytes);
}

Status Loader::SurveyOutputs() {
  const int32_t last = reader_.operator_count() > 0 ? reader_.operator_count() - 1 : 0;
  for (const int32_t tensor : reader_.outputs()) {
    kernels::Tensor output;
    RETURN_IF_ERROR(ReadTensor(tensor, &output));
    RETURN_IF_ERROR(UseTensor(tensor, output, last));
  }
  return Status::kOk;
}

uint32_t Loader::PlanSubgraph() {
  const std::span<Block> blocks = SubgraphBlocks();
  const uint32_t extent = Plan(blocks);
  InsertionSort(blocks, [](const Block& a, const Block& b) {
    return a.tensor != b.tensor ? a.tensor < b.tensor : a.first < b.first;
  });
  for (Block& block : blocks) {
    if (block.view_of < Block::kFirstSubgraph) block.offset = FindBlock(block.view_of)->offset;
  }
  return extent;
}

Status Loader::ArenaTooSmall(uint64_t needed) {
  fault_.needed = Saturate(skipped_ + needed);
  return Status::kArenaTooSmall;
}

Status Loader::Place() {
  Interpreter* interpreter = new (arena_.data()) Interpreter();
  interpreter->model_ = model_;
  interpreter->sets_ = kernels_.sets.data();
  interpreter->arena_bytes_ = static_cast<uint32_t>(arena_.size());
  interpreter->skipped_ = skipped_;
  interpreter->blocks_ = nodes_ - static_cast<uint32_t>(blocks_.size_bytes());
  interpreter->nodes_ = nodes_;
  interpreter->state_ = state_;
  interpreter->plan_ = plan_;
  interpreter->params_bytes_ = static_cast<uint32_t>(params_bytes_);
  interpreter->state_bytes_ = static_cast<uint32_t>(state_bytes_);

  uint8_t* next = arena_.data() + AlignParams(nodes_ + uint64_t{operator_count_} * sizeof(Node));
  uint32_t state = state_;
  for (Variable& variable : variables_) {
    variable.offset = state;
    state += static_cast<uint32_t>(AlignParams(variable.bytes));
  }
  for (int32_t i = 0; i < model_.subgraph_count(); ++i) {
    if (subgraphs_[static_cast<size_t>(i)].depth == 0) continue;
    Select(i);
    for (Block& block : SubgraphBlocks()) {
      if (block.view_of != Block::kState) continue;
      kernels::Tensor variable;
      RETURN_IF_ERROR(ReadTensor(block.tensor, &variable));
      block.offset = state;
      state += static_cast<uint32_t>(AlignParams(variable.bytes));
    }
    for (int32_t j = 0; j < reader_.operator_count(); ++j) {
      fault_.operator_index = j;
      RETURN_IF_ERROR(PlaceOperator(j, &next, &state));
    }
  }
  fault_.operator_index = -1;
  fault_.opcode = -1;
  interpreter->Reset();
  interpreter->Paint();
  return Status::kOk;
}

Status Loader::PlaceOperator(int32_t index, uint8_t** next, uint32_t* state) {
  OperationBuffer buffer;
  ChosenKernel chosen;
  RETURN_IF_ERROR(ReadOperation(index, &buffer, &chosen));
  const uint32_t first = subgraphs_[static_cast<size_t>(subgraph_)].first_node;
  auto* node = reinterpret_cast<Node*>(arena_.data() + nodes_) + first + index;
  node->operands = static_cast<uint32_t>(*next - arena_.data());
  node->kernel = static_cast<uint16_t>(chosen.kernel - chosen.set->kernels);
  node->set = 0;
  while (kernels_.sets[node->set] != chosen.set) ++node->set;
  node->flags = 0;
  auto* operand = reinterpret_cast<Operand*>(*next);
  for (const int32_t tensor : reader_.operator_inputs(index)) *operand++ = OperandOf(tensor);
  for (const int32_t tensor : reader_.operator_outputs(index)) *operand++ = OperandOf(tensor);
  for (const Block& block : SubgraphBlocks()) {
    if (block.tensor != Block::kNone || block.first != index) continue;
    node->flags |= Node::kScratch;
    *operand++ = plan_ + block.offset;
  }
  // How much persistent memory there is becomes known only by `prepare`, which writes behind the operands.
  alignas(kParamsAlignment) uint8_t params[kernels::kMaxParamsBytes];
  kernels::Needs needs;
  RETURN_IF_ERROR(chosen.kernel->prepare(buffer.operation, params, &needs));
  if (needs.persistent_bytes > 0) {
    node->flags |= Node::kState;
    *operand++ = *state;
    *state += static_cast<uint32_t>(AlignParams(needs.persistent_bytes));
  }
  if (chosen.kernel->opcode == Opcode::kVarHandle) {
    const size_t number = FindVariable(buffer.options);
    reinterpret_cast<kernels::VarHandleParams*>(params)->variable = static_cast<int32_t>(number);
  }
  const auto offset = static_cast<uint64_t>(reinterpret_cast<uint8_t*>(operand) - arena_.data());
  *next = arena_.data() + AlignParams(offset);
  std::memcpy(*next, params, chosen.kernel->params_bytes);
  *next += AlignParams(chosen.kernel->params_bytes);
  return Status::kOk;
}

void Loader::Select(int32_t subgraph) {
  subgraph_ = subgraph;
  reader_ = model_.Subgraph(subgraph);
  fault_.subgraph = subgraph;
}

Status Loader::ReadOperation(int32_t index, OperationBuffer* buffer, ChosenKernel* chosen) {
  fault_.opcode = -1;
  int32_t opcode = -1;
  const Status known = reader_.ReadOpcode(index, &opcode);
  fault_.opcode = opcode;
  RETURN_IF_ERROR(known);
  const std::span<const int32_t> inputs = reader_.operator_inputs(index);
  const std::span<const int32_t> outputs = reader_.operator_outputs(index);
  kernels::Operation& operation = buffer->operation;
  operation.opcode = static_cast<Opcode>(opcode);
  operation.options = &buffer->options;
  operation.model = model_.bytes().data();
  operation.inputs = buffer->operands;
  operation.input_count = static_cast<int32_t>(inputs.size());
  operation.output_count = static_cast<int32_t>(outputs.size());
  // An operator that the runtime does not know is reported as such, whatever else may be wrong with it.
  if (opcode > INT16_MAX || ChooseKernel(kernels_, operation.opcode, Type::kNone, Type::kNone, chosen) ==
                                Status::kUnsupportedOperator) {
    return Status::kUnsupportedOperator;
  }
  if (inputs.size() > kMaxOperands || outputs.size() > kMaxOperands - inputs.size()) {
    return Status::kUnsupportedShape;
  }
  operation.outputs = buffer->operands + inputs.size();
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
  const Type type = type_of(kernels::ActivationsOperand(operation.opcode));
  RETURN_IF_ERROR(ChooseKernel(kernels_, operation.opcode, type, type_of(1), chosen));
  return reader_.ReadOptions(index, operation.opcode, &buffer->options);
}

Status Loader::ReadTensor(int32_t index, kernels::Tensor* tensor) {
  const Status status = reader_.ReadTensor(index, tensor);
  return status == Status::kOk ? status : Blame(index, status);
}

Status Loader::Blame(int32_t tensor, Status status) {
  fault_.tensor = tensor;
  return status;
}

Status Loader::BlameOperand(const kernels::Operation& operation, Status status) {
  // The outputs lie behind the inputs.
  int32_t operand = operation.input_count + operation.output_count;
  while (--operand >= 0 && !operation.inputs[operand].at_fault) continue;
  fault_.operand = operand;
  return status;
}

void Loader::AddBlock(const Block& block) {
  if (block_count_ < blocks_.size()) blocks_[block_count_] = block;
  ++block_count_;
}

std::span<Block> Loader::SubgraphBlocks() {
  const size_t first = subgraphs_[static_cast<size_t>(subgraph_)].first_block;
  if (first >= blocks_.size()) return {};
  const size_t count = subgraphs_[static_cast<size_t>(subgraph_)].block_count;
  const size_t end = count == kUnfinished ? block_count_ : first + count;
  return blocks_.subspan(first, (end < blocks_.size() ? end : blocks_.size()) - first);
}

Block* Loader::FindBlock(int32_t tensor) {
  for (Block& block : SubgraphBlocks()) {
    if (block.tensor == tensor) return &block;
  }
  return nullptr;
}

Status Loader::DefineTensor(int32_t index, const kernels::Tensor& tensor, int32_t at, uint16_t view_of) {
  if (tensor.variable) {
    AddVariable(index, tensor);
    return Status::kOk;
  }
  if (tensor.data != nullptr) return Blame(index, Status::kConstantWritten);
  if (FindBlock(index) != nullptr) return Blame(index, Status::kWrittenTwice);
  const uint32_t bytes = view_of == Block::kNone ? tensor.bytes : 0;
  const auto first = static_cast<uint16_t>(at);
  AddBlock({bytes, 0, first, first, static_cast<uint16_t>(index), view_of});
  return Status::kOk;
}

Status Loader::UseTensor(int32_t index, const kernels::Tensor& tensor, int32_t at) {
  if (tensor.variable) AddVariable(index, tensor);
  if (tensor.variable || tensor.data != nullptr) return Status::kOk;
  Block* block = FindBlock(index);
  if (block == nullptr) {
    // Read before anything wrote it, unless it is only that there was no room for its block.
    return block_count_ > blocks_.size() ? Status::kOk : Blame(index, Status::kReadBeforeWritten);
  }
  block->last = static_cast<uint16_t>(at);
  if (block->view_of != Block::kNone) FindBlock(block->view_of)->last = static_cast<uint16_t>(at);
  return Status::kOk;
}

void Loader::AddVariable(int32_t index, const kernels::Tensor& tensor) {
  // Where blocks found no room, variables are not known from one another.
  if (block_count_ > blocks_.size() || FindBlock(index) != nullptr) return;
  AddBlock({0, 0, 0, 0, static_cast<uint16_t>(index), Block::kState});
  state_bytes_ += AlignParams(tensor.bytes);
}

Operand Loader::OperandOf(int32_t tensor) {
  if (tensor < 0) return kAbsent;
  if (const Block* block = FindBlock(tensor); block != nullptr) {
    const uint32_t base = subgraphs_[static_cast<size_t>(subgraph_)].plan;
    return block->view_of == Block::kState ? block->offset : base + block->offset;
  }
  kernels::Tensor constant;
  if (ReadTensor(tensor, &constant) != Status::kOk) return kAbsent;
  const auto* data = static_cast<const uint8_t*>(constant.data);
  return kInModel | static_cast<uint32_t>(data - model_.bytes().data());
}

}  // namespace assay::runtime
