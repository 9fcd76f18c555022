// Turns a model into an interpreter.
//
// Two passes over the operators of the model and of all subgraphs it calls. The first checks everything,
// tries every kernel's `prepare` on the stack and lists the blocks to place, which the planner then places;
// so the sizes of all parts are known. The second puts the parts where they stay:
//
//   arena  | Interpreter | subgraphs | variables | blocks | nodes | per operator: operands, params | state |
//   activations
//   ... |
//
// A subgraph that is called is planned by itself. In the model's plan it is one block, live from the first to
// the last of the model's operators that call it, directly or not.
#ifndef ASSAY_RUNTIME_LOADER_H_
#define ASSAY_RUNTIME_LOADER_H_

#include "device-agent/runtime/interpreter.h"
#include "device-agent/runtime/kernel_choice.h"
#include "device-agent/runtime/model_reader.h"
#include "device-agent/runtime/planner.h"
#include "device-agent/runtime/tables.h"

namespace assay::runtime {

class Loader {
 public:
  Loader(std::span<uint8_t> arena, const KernelChoice& kernels, Fault* fault);

  Interpreter* Load(std::span<const uint8_t> model);

 private:
  static constexpr uint32_t kMaxBlocks = 8192;
  static constexpr size_t kMaxVariables = 256;
  static constexpr uint16_t kMaxDepth = 6;  // of subgraphs that call each other, the model included

  // An operator as its kernel's `prepare` sees it, read from the model.
  struct OperationBuffer {
    kernels::Operation operation;
    kernels::Tensor operands[kMaxOperands];
    OperatorOptions options;
  };

  Status MakeTables();
  // Which subgraphs are called, how deep and where from; which variables there are.
  Status FindCalls();
  Status FindCallsOf(uint16_t caller);
  Status FindVariables();
  Status Survey();
  Status SurveySubgraph(int32_t index);
  Status SurveyInputs();
  Status SurveyOperator(int32_t index);
  Status SurveyOutputs();
  // Whether the operands of an operator that runs subgraphs fit these.
  Status CheckCall(const kernels::Operation& operation);
  Status CheckSubgraph(int32_t index, std::span<const kernels::Tensor> inputs,
                       std::span<const kernels::Tensor> outputs);
  Status CheckOperands(const ModelReader& reader, std::span<const int32_t> tensors,
                       std::span<const kernels::Tensor> operands);
  // The number of the variable that VAR_HANDLE's options name; how many there are if there is no such.
  size_t FindVariable(const OperatorOptions& options);
  // The variable's size is that of what is first assigned to it.
  void SurveyAssignment(const kernels::Operation& operation, int32_t handle);
  // Plans the blocks of the present subgraph. Its extent, or kPlanTooLarge.
  uint32_t PlanSubgraph();
  Status ArenaTooSmall(uint64_t needed);
  Status Place();
  Status PlaceOperator(int32_t index, uint8_t** next, uint32_t* state);

  // Those that follow are about the subgraph selected last.
  void Select(int32_t subgraph);
  Status ReadOperation(int32_t index, OperationBuffer* buffer, ChosenKernel* chosen);
  Status ReadTensor(int32_t index, kernels::Tensor* tensor);
  uint16_t subgraph_count() const { return static_cast<uint16_t>(subgraphs_.size()); }
  // `status`, with what is at fault noted: a tensor, or the operand that `prepare` has marked, if it has.
  Status Blame(int32_t tensor, Status status);
  Status BlameOperand(const kernels::Operation& operation, Status status);
  void AddBlock(const Block& block);
  std::span<Block> SubgraphBlocks();
  Block* FindBlock(int32_t tensor);
  // A tensor is written by an operator (or, at first, by the caller); `view_of` as in Block.
  Status DefineTensor(int32_t index, const kernels::Tensor& tensor, int32_t at, uint16_t view_of);
  // A tensor is used by an operator (or, at the end, by the caller).
  Status UseTensor(int32_t index, const kernels::Tensor& tensor, int32_t at);
  void AddVariable(int32_t index, const kernels::Tensor& tensor);
  Operand OperandOf(int32_t tensor);

  std::span<uint8_t> arena_;  // from its first aligned byte
  uint32_t skipped_;          // bytes before that
  const KernelChoice& kernels_;
  Fault& fault_;
  ModelReader model_;
  ModelReader reader_;    // of the subgraph selected
  int32_t subgraph_ = 0;  // its index
  std::span<Subgraph> subgraphs_;
  std::span<Variable> variables_;
  std::span<Block> blocks_;  // as many as found room
  uint32_t block_count_ = 0;
  uint32_t operator_count_ = 0;    // of all subgraphs that are called
  uint64_t operand_bytes_ = 0;     // of all operators' operands
  uint64_t params_bytes_ = 0;      // of all operators' params
  uint64_t state_bytes_ = 0;       // of all variables and kernels' persistent memory
  uint64_t largest_operator_ = 0;  // bytes of activations and scratch
  uint32_t nodes_ = 0;             // offsets in the arena: the nodes,
  uint32_t state_ = 0;             //   variables and persistent memory,
  uint32_t plan_ = 0;              //   and the plan
};

}  // namespace assay::runtime

#endif  // ASSAY_RUNTIME_LOADER_H_
