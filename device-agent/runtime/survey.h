// The first pass over a model that is being loaded: checks everything, tries every kernel's `prepare`, lists
// and plans the blocks of memory. Then the sizes of all parts are known.
#ifndef ASSAY_RUNTIME_SURVEY_H_
#define ASSAY_RUNTIME_SURVEY_H_

#include "device-agent/runtime/block_list.h"
#include "device-agent/runtime/operation_reader.h"
#include "device-agent/runtime/variable_names.h"

namespace assay::runtime {

// What is known of a model while it is being loaded. The parts of it that the interpreter keeps lie in the
// arena already, where they stay.
struct Draft {
  Status ArenaTooSmall(uint64_t needed);

  std::span<uint8_t> arena;  // from its first aligned byte
  uint32_t skipped;          // bytes before that
  const KernelChoice& kernels;
  Fault& fault;
  ModelReader model = {};
  std::span<Subgraph> subgraphs = {};
  VariableNames variables = {};
  BlockList blocks = {};

  // Of all operators of all subgraphs that are called: their number, the bytes of their operands and params,
  // and of all variables and kernels' persistent memory; and the work of running each once.
  uint32_t operators = 0;
  uint64_t operand_bytes = 0;
  uint64_t params_bytes = 0;
  uint64_t state_bytes = 0;
  uint64_t operations = 0;

  // Offsets in the arena.
  uint32_t nodes = 0;
  uint32_t state = 0;  // variables and persistent memory
  uint32_t plan = 0;
};

class Survey {
 public:
  explicit Survey(Draft* draft) : draft_(*draft), fault_(draft->fault) {}

  // Fills the draft in, from `operators` on.
  Status Run();

 private:
  Status SurveySubgraph(int32_t index);
  Status SurveyInputs(const Graph& graph);
  Status SurveyOperator(const Graph& graph, int32_t index, kernels::Tensor* operands);
  Status SurveyOutputs(const Graph& graph);
  // Whether the operands of an operator that runs subgraphs fit these.
  Status CheckCall(const kernels::Operation& operation) const;
  // The variable's size is that of what is first assigned to it.
  void SurveyAssignment(const Graph& graph, const kernels::Operation& operation, int32_t handle);
  // Where the parts that follow the blocks lie; plans the model itself.
  Status LayOut();
  // Plans the blocks of one subgraph. Its extent, or kPlanTooLarge.
  uint32_t PlanSubgraph(int32_t index);

  // A tensor is written by an operator (or, at first, by the caller); `view_of` as in Block.
  Status DefineTensor(int32_t index, const kernels::Tensor& tensor, int32_t at, uint16_t view_of);
  // A tensor is used by an operator (or, at the end, by the caller).
  Status UseTensor(int32_t index, const kernels::Tensor& tensor, int32_t at);
  void AddVariable(int32_t index, const kernels::Tensor& tensor);
  // `status`, with what is at fault noted: a tensor, or the operand that `prepare` has marked, if it has.
  Status Blame(int32_t tensor, Status status);
  Status BlameOperand(const kernels::Operation& operation, Status status);

  Draft& draft_;
  Fault& fault_;
  uint64_t largest_operator_ = 0;  // bytes of activations and scratch
};

}  // namespace assay::runtime

#endif  // ASSAY_RUNTIME_SURVEY_H_
