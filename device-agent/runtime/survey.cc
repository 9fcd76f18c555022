#include "device-agent/runtime/survey.h"

#include <limits>

#include "kernels/return_if_error.h"

namespace assay::runtime {
namespace {

using kernels::Opcode;

constexpr uint32_t Saturate(uint64_t bytes) {
  return bytes < kPlanTooLarge ? static_cast<uint32_t>(bytes) : kPlanTooLarge;
}

// How much work one run of an operator is: what its `prepare` says, or its largest operand's elements if
// these are more.
uint64_t Operations(const kernels::Operation& operation, const kernels::Needs& needs) {
  uint64_t operations = needs.operations;
  const auto count = [&](std::span<const kernels::Tensor> operands) {
    for (const kernels::Tensor& operand : operands) {
      const auto elements = static_cast<uint64_t>(operand.shape.elements());
      if (operand.type != Type::kNone && elements > operations) operations = elements;
    }
  };
  count({operation.inputs, static_cast<size_t>(operation.input_count)});
  count({operation.outputs, static_cast<size_t>(operation.output_count)});
  return operations;
}

Status CheckOperands(const ModelReader& reader, std::span<const int32_t> tensors,
                     std::span<const kernels::Tensor> operands) {
  if (tensors.size() != operands.size()) return Status::kCallOperands;
  for (size_t i = 0; i < tensors.size(); ++i) {
    kernels::Tensor tensor;
    ASSAY_RETURN_IF_ERROR(reader.ReadTensor(tensors[i], &tensor));
    if (tensor.type != operands[i].type) return Status::kUnsupportedType;
    if (tensor.bytes != operands[i].bytes) return Status::kBadShape;
  }
  return Status::kOk;
}

Status CheckSubgraph(const ModelReader& reader, std::span<const kernels::Tensor> inputs,
                     std::span<const kernels::Tensor> outputs) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(reader, reader.inputs(), inputs));
  return CheckOperands(reader, reader.outputs(), outputs);
}

}  // namespace

Status Draft::ArenaTooSmall(uint64_t needed) {
  fault.needed = Saturate(skipped + needed);
  return Status::kArenaTooSmall;
}

Status Survey::Run() {
  for (int32_t i = 0; i < draft_.model.subgraph_count(); ++i) {
    if (draft_.subgraphs[static_cast<size_t>(i)].depth > 0) ASSAY_RETURN_IF_ERROR(SurveySubgraph(i));
  }
  fault_.subgraph = 0;
  return LayOut();
}

Status Survey::LayOut() {
  const BlockList& blocks = draft_.blocks;
  if (blocks.count() > BlockList::kMaxBlocks) return Status::kModelTooLarge;
  const auto begin =
      static_cast<uint64_t>(reinterpret_cast<uint8_t*>(blocks.all().data()) - draft_.arena.data());
  const uint64_t nodes = begin + uint64_t{blocks.count()} * sizeof(Block);
  const uint64_t operands = AlignParams(nodes + uint64_t{draft_.operators} * sizeof(Node));
  const uint64_t state = operands + draft_.operand_bytes + draft_.params_bytes;
  const uint64_t plan = AlignUp(state + draft_.state_bytes, kArenaAlignment);
  // Without room even to list the blocks there is no plan; this much is needed in any case.
  if (!blocks.complete()) return draft_.ArenaTooSmall(plan + largest_operator_);
  const uint32_t extent = PlanSubgraph(0);
  if (plan + extent > draft_.arena.size()) return draft_.ArenaTooSmall(plan + extent);
  draft_.nodes = static_cast<uint32_t>(nodes);
  draft_.state = static_cast<uint32_t>(state);
  draft_.plan = static_cast<uint32_t>(plan);
  // What is called lies in the model's plan.
  const Subgraph& model = draft_.subgraphs[0];
  for (const Block& block : blocks.all().subspan(model.first_block, model.block_count)) {
    if (block.tensor < Block::kFirstSubgraph || block.tensor == Block::kNone) continue;
    draft_.subgraphs[block.tensor - Block::kFirstSubgraph].plan = draft_.plan + block.offset;
  }
  draft_.subgraphs[0].plan = draft_.plan;
  return Status::kOk;
}

Status Survey::SurveySubgraph(int32_t index) {
  const Graph graph(draft_.model, index);
  BlockList& blocks = draft_.blocks;
  fault_.subgraph = index;
  Subgraph& subgraph = draft_.subgraphs[static_cast<size_t>(index)];
  subgraph.first_block = static_cast<uint16_t>(blocks.count());
  subgraph.first_node = static_cast<uint16_t>(draft_.operators);
  draft_.operators += static_cast<uint32_t>(graph.reader.operator_count());
  blocks.Begin(graph.reader.tensor_count());
  if (index == 0) {
    // How large the subgraphs that are called are comes out later.
    for (size_t i = 1; i < draft_.subgraphs.size(); ++i) {
      const Subgraph& called = draft_.subgraphs[i];
      if (called.depth == 0) continue;
      const auto tensor = static_cast<uint16_t>(Block::kFirstSubgraph + i);
      blocks.Add({0, 0, called.first, called.last, tensor, Block::kNone});
    }
  }
  ASSAY_RETURN_IF_ERROR(SurveyInputs(graph));
  for (int32_t i = 0; i < graph.reader.operator_count(); ++i) {
    fault_.operator_index = i;
    // An operator adds at most a block for each operand, and one of scratch.
    ASSAY_RETURN_IF_ERROR(
        WithOperands(graph, i, blocks.spare(kMaxOperands + 1),
                     [&](kernels::Tensor* operands) { return SurveyOperator(graph, i, operands); }));
  }
  fault_.operator_index = -1;
  fault_.opcode = -1;
  ASSAY_RETURN_IF_ERROR(SurveyOutputs(graph));
  subgraph.block_count = blocks.End();
  if (index == 0 || !blocks.complete()) return Status::kOk;
  const uint32_t extent = PlanSubgraph(index);
  if (extent == kPlanTooLarge) return draft_.ArenaTooSmall(extent);
  // The model's first blocks are those of the subgraphs that are called.
  Block* block = blocks.all().data();
  while (block->tensor != Block::kFirstSubgraph + index) ++block;
  block->bytes = extent;
  return Status::kOk;
}

Status Survey::SurveyInputs(const Graph& graph) {
  for (const int32_t tensor : graph.reader.inputs()) {
    kernels::Tensor input;
    ASSAY_RETURN_IF_ERROR(ReadTensor(graph, tensor, &input, &fault_));
    largest_operator_ += input.bytes;  // all inputs are there before the first operator
    ASSAY_RETURN_IF_ERROR(DefineTensor(tensor, input, 0, Block::kNone));
  }
  return Status::kOk;
}

Status Survey::SurveyOperator(const Graph& graph, int32_t index, kernels::Tensor* operands) {
  ReadyOperation ready;
  ASSAY_RETURN_IF_ERROR(ReadOperation(graph, index, draft_.kernels, operands, &ready, &fault_));
  const kernels::Operation& operation = ready.operation;
  alignas(kernels::kParamsAlignment) uint8_t params[kernels::kMaxParamsBytes];
  kernels::Needs needs;
  if (const Status fits = PrepareKernel(draft_.kernels, operation, &ready.chosen, params, &needs);
      fits != Status::kOk) {
    return BlameOperand(operation, fits);
  }
  const kernels::Kernel& kernel = *ready.chosen.kernel;
  ASSAY_RETURN_IF_ERROR(CheckCall(operation));

  uint64_t working_set = needs.scratch_bytes;
  const std::span<const int32_t> inputs = graph.reader.operator_inputs(index);
  for (size_t i = 0; i < inputs.size(); ++i) {
    if (inputs[i] >= 0) ASSAY_RETURN_IF_ERROR(UseTensor(inputs[i], operation.inputs[i], index));
  }
  if (operation.opcode == Opcode::kAssignVariable) SurveyAssignment(graph, operation, inputs[0]);
  uint16_t view_of = Block::kNone;
  if (operation.input_count > 0 && operation.inputs[0].data == nullptr && !operation.inputs[0].variable) {
    working_set += operation.inputs[0].bytes;
    if (kernel.view && operation.output_count > 0 && !operation.outputs[0].variable) {
      // Only memory of the plan can be seen through a view: constants are not in the arena, and a variable
      // may change while the view is still needed.
      const Block* viewed = draft_.blocks.Find(inputs[0]);
      if (viewed != nullptr) view_of = viewed->view_of != Block::kNone ? viewed->view_of : viewed->tensor;
    }
  }
  const std::span<const int32_t> outputs = graph.reader.operator_outputs(index);
  for (size_t i = 0; i < outputs.size(); ++i) {
    if (view_of == Block::kNone) working_set += operation.outputs[i].bytes;
    ASSAY_RETURN_IF_ERROR(DefineTensor(outputs[i], operation.outputs[i], index, view_of));
  }
  const auto at = static_cast<uint16_t>(index);
  uint64_t words = inputs.size() + outputs.size();
  if (needs.scratch_bytes > 0) {
    draft_.blocks.Add({needs.scratch_bytes, 0, at, at, Block::kNone, Block::kNone});
    ++words;
  }
  if (needs.persistent_bytes > 0) {
    draft_.state_bytes += AlignParams(needs.persistent_bytes);
    ++words;
  }
  largest_operator_ = working_set > largest_operator_ ? working_set : largest_operator_;
  draft_.operand_bytes += AlignParams(words * sizeof(Operand));
  draft_.params_bytes += AlignParams(kernel.params_bytes);
  const uint64_t operations = Operations(operation, needs);
  const uint64_t room = std::numeric_limits<uint64_t>::max() - draft_.operations;
  draft_.operations += operations < room ? operations : room;
  return Status::kOk;
}

Status Survey::CheckCall(const kernels::Operation& operation) const {
  const std::span inputs(operation.inputs, static_cast<size_t>(operation.input_count));
  const std::span outputs(operation.outputs, static_cast<size_t>(operation.output_count));
  const ModelReader& model = draft_.model;
  switch (operation.opcode) {
    case Opcode::kIf: {
      const auto& options = *static_cast<const kernels::IfOptions*>(operation.options);
      ASSAY_RETURN_IF_ERROR(CheckSubgraph(model.Subgraph(options.then_subgraph), inputs.subspan(1), outputs));
      return CheckSubgraph(model.Subgraph(options.else_subgraph), inputs.subspan(1), outputs);
    }
    case Opcode::kWhile: {
      const auto& options = *static_cast<const kernels::WhileOptions*>(operation.options);
      ASSAY_RETURN_IF_ERROR(CheckSubgraph(model.Subgraph(options.body_subgraph), inputs, outputs));
      const ModelReader condition = model.Subgraph(options.condition_subgraph);
      ASSAY_RETURN_IF_ERROR(CheckOperands(condition, condition.inputs(), inputs));
      if (condition.outputs().empty()) return Status::kNoCondition;
      kernels::Tensor output;
      ASSAY_RETURN_IF_ERROR(condition.ReadTensor(condition.outputs()[0], &output));
      return output.type == Type::kBool ? Status::kOk : Status::kUnsupportedType;
    }
    case Opcode::kCallOnce: {
      const auto& options = *static_cast<const kernels::CallOnceOptions*>(operation.options);
      return model.Subgraph(options.subgraph).inputs().empty() ? Status::kOk : Status::kCallOperands;
    }
    default:
      return Status::kOk;
  }
}

void Survey::SurveyAssignment(const Graph& graph, const kernels::Operation& operation, int32_t handle) {
  const Block* block = draft_.blocks.Find(handle);
  if (block == nullptr || block->first >= graph.reader.operator_count()) return;
  // Does a VAR_HANDLE of this subgraph say which variable it is?
  int32_t opcode;
  (void)graph.reader.ReadOpcode(block->first, &opcode);  // succeeded when the operator was surveyed
  const std::span<const int32_t> outputs = graph.reader.operator_outputs(block->first);
  if (opcode != static_cast<int32_t>(Opcode::kVarHandle) || outputs[0] != handle) return;
  OperatorOptions options;
  (void)graph.reader.ReadOptions(block->first, Opcode::kVarHandle, &options);
  Variable& variable = draft_.variables.list()[draft_.variables.Find(options)];
  if (variable.bytes > 0) return;
  const kernels::Tensor& value = operation.inputs[1];
  variable.bytes = value.bytes;
  variable.initial = value.quantization.zero_point;
  draft_.state_bytes += AlignParams(value.bytes);
}

Status Survey::SurveyOutputs(const Graph& graph) {
  const int32_t last = graph.reader.operator_count() > 0 ? graph.reader.operator_count() - 1 : 0;
  for (const int32_t tensor : graph.reader.outputs()) {
    kernels::Tensor output;
    ASSAY_RETURN_IF_ERROR(ReadTensor(graph, tensor, &output, &fault_));
    ASSAY_RETURN_IF_ERROR(UseTensor(tensor, output, last));
  }
  return Status::kOk;
}

// Leaves the blocks sorted by tensor, scratch last and in the order of the operators.
uint32_t Survey::PlanSubgraph(int32_t index) {
  const Subgraph& subgraph = draft_.subgraphs[static_cast<size_t>(index)];
  const std::span<Block> blocks = draft_.blocks.all().subspan(subgraph.first_block, subgraph.block_count);
  const uint32_t extent = Plan(blocks);
  SortByTensor(blocks);
  for (Block& block : blocks) {
    if (block.view_of < Block::kFirstSubgraph) block.offset = FindBlock(blocks, block.view_of)->offset;
  }
  return extent;
}

Status Survey::DefineTensor(int32_t index, const kernels::Tensor& tensor, int32_t at, uint16_t view_of) {
  if (tensor.variable) {
    AddVariable(index, tensor);
    return Status::kOk;
  }
  if (tensor.data != nullptr) return Blame(index, Status::kConstantWritten);
  if (draft_.blocks.Find(index) != nullptr) return Blame(index, Status::kWrittenTwice);
  const uint32_t bytes = view_of == Block::kNone ? tensor.bytes : 0;
  const auto first = static_cast<uint16_t>(at);
  draft_.blocks.Add({bytes, 0, first, first, static_cast<uint16_t>(index), view_of});
  return Status::kOk;
}

Status Survey::UseTensor(int32_t index, const kernels::Tensor& tensor, int32_t at) {
  if (tensor.variable) AddVariable(index, tensor);
  if (tensor.variable || tensor.data != nullptr) return Status::kOk;
  Block* block = draft_.blocks.Find(index);
  if (block == nullptr) {
    // Read before anything wrote it, unless it is only that there was no room for its block.
    return draft_.blocks.complete() ? Blame(index, Status::kReadBeforeWritten) : Status::kOk;
  }
  block->last = static_cast<uint16_t>(at);
  if (block->view_of != Block::kNone) draft_.blocks.Find(block->view_of)->last = static_cast<uint16_t>(at);
  return Status::kOk;
}

void Survey::AddVariable(int32_t index, const kernels::Tensor& tensor) {
  // Where blocks found no room, variables are not known from one another.
  if (!draft_.blocks.complete() || draft_.blocks.Find(index) != nullptr) return;
  draft_.blocks.Add({0, 0, 0, 0, static_cast<uint16_t>(index), Block::kState});
  draft_.state_bytes += AlignParams(tensor.bytes);
}

Status Survey::Blame(int32_t tensor, Status status) {
  fault_.tensor = tensor;
  return status;
}

Status Survey::BlameOperand(const kernels::Operation& operation, Status status) {
  // The outputs lie behind the inputs.
  int32_t operand = operation.input_count + operation.output_count;
  while (--operand >= 0 && !operation.inputs[operand].at_fault) continue;
  fault_.operand = operand;
  return status;
}

}  // namespace assay::runtime
