// Turns a model into an interpreter.
//
// Two passes over the operators. The first checks everything, tries every kernel's `prepare` on the stack and
// lists the blocks to place, which the planner then places; so the sizes of all parts are known. The second
// puts the parts where they stay:
//
//   arena  | Interpreter | blocks | inputs, outputs | nodes | per operator: pointers, params, persistent |
//   activations ... |
#ifndef ASSAY_RUNTIME_LOADER_H_
#define ASSAY_RUNTIME_LOADER_H_

#include "runtime/interpreter.h"
#include "runtime/kernel_choice.h"
#include "runtime/model_reader.h"
#include "runtime/planner.h"

namespace assay::runtime {

class Loader {
 public:
  Loader(std::span<uint8_t> arena, const KernelChoice& kernels, Fault* fault);

  Interpreter* Load(std::span<const uint8_t> model);

 private:
  // Inputs and outputs of one operator together; bounds the loader's stack.
  static constexpr int32_t kMaxOperands = 16;
  static constexpr uint32_t kMaxBlocks = 8192;

  // An operator as its kernel's `prepare` sees it, read from the model.
  struct OperationBuffer {
    kernels::Operation operation;
    kernels::Tensor operands[kMaxOperands];
    OperatorOptions options;
  };

  Status Survey();
  Status SurveyInputs();
  Status SurveyOperator(int32_t index);
  Status SurveyOutputs();
  Status Place();
  Status PlaceOperator(int32_t index, Node* node, uint8_t** next);

  Status ReadOperation(int32_t index, OperationBuffer* buffer, ChosenKernel* chosen);
  Status ReadTensor(int32_t index, kernels::Tensor* tensor);
  // Fails with `status` if there is such a tensor: a shorthand that fills the fault.
  Status Blame(int32_t tensor, Status status);

  void AddBlock(const Block& block);
  Block* FindBlock(int32_t tensor);
  // A tensor is used by an operator (or, at the end, by the caller).
  Status UseTensor(int32_t tensor, int32_t index);
  void* AddressOf(int32_t tensor);

  std::span<uint8_t> arena_;  // from its first aligned byte
  uint32_t skipped_;          // bytes before that
  const KernelChoice& kernels_;
  Fault& fault_;
  ModelReader model_;
  std::span<Block> blocks_;  // as many as found room
  uint32_t block_count_ = 0;
  uint64_t node_bytes_ = 0;        // of all operators' nodes, pointers, params and persistent memory
  uint64_t largest_operator_ = 0;  // bytes of activations and scratch
  uint32_t persistent_ = 0;
};

}  // namespace assay::runtime

#endif  // ASSAY_RUNTIME_LOADER_H_
