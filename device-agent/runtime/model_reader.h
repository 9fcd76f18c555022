// Reads a `.tflite` model in place. Open verifies its structure; the Read functions check what they read, so
// after they have succeeded once the same thing can be read again without looking at the status.
#ifndef ASSAY_RUNTIME_MODEL_READER_H_
#define ASSAY_RUNTIME_MODEL_READER_H_

#include <span>

#include "kernels/kernel.h"
#include "kernels/operators/options.h"

namespace assay::runtime {

namespace tflite {
struct Model;
struct Operator;
struct SubGraph;
}  // namespace tflite

// The options of an operator: its plain struct of kernels/operators/options.h.
struct OperatorOptions {
  template <typename Options>
  const Options& as() const {
    return *reinterpret_cast<const Options*>(bytes);
  }

  alignas(8) uint8_t bytes[32];
};

class ModelReader {
 public:
  // Sizes that no model for a microcontroller comes near. They bound the time that a hostile one can cost.
  static constexpr uint32_t kMaxOperators = 4096;  // of all subgraphs together
  static constexpr uint32_t kMaxTensors = 16384;
  static constexpr uint32_t kMaxSubgraphs = 64;

  // `bytes` must be aligned to 16 and outlive the reader. kNotAModel, kBrokenFlatBuffer,
  // kNoSubgraph, kUnsupportedVersion or kModelTooLarge. All that follows is about the first subgraph then,
  // which is the model's.
  Status Open(std::span<const uint8_t> bytes);

  std::span<const uint8_t> bytes() const { return {data_, size_}; }

  int32_t subgraph_count() const;
  // A reader of subgraph `index`, which must be in range.
  ModelReader Subgraph(int32_t index) const;

  int32_t operator_count() const;
  uint32_t tensor_count() const;

  // Indices of tensors, not checked. -1 is an absent optional input.
  std::span<const int32_t> inputs() const;
  std::span<const int32_t> outputs() const;
  std::span<const int32_t> operator_inputs(int32_t index) const;
  std::span<const int32_t> operator_outputs(int32_t index) const;

  // The schema's number of an operator, known to the runtime or not. Custom operators that the runtime knows
  // by name have their own (kernels/opcode.h). kNoSuchOperatorCode, kNegativeOpcode or kUnsupportedOperator.
  Status ReadOpcode(int32_t index, int32_t* opcode) const;

  // Missing options have the schema's defaults. kOtherOptions if they are those of another operator.
  Status ReadOptions(int32_t index, kernels::Opcode opcode, OperatorOptions* options) const;

  // `tensor->data` is null unless the tensor is constant. A variable is not, whatever the model says.
  // Statuses name the field of the tensor or of its buffer that is not as it must be.
  Status ReadTensor(int32_t index, kernels::Tensor* tensor) const;

 private:
  const tflite::Model& model() const;
  const tflite::SubGraph& graph() const;
  const tflite::Operator& op(int32_t index) const;

  const uint8_t* data_ = nullptr;
  uint32_t size_ = 0;
  uint32_t graph_ = 0;  // where the subgraph lies in the model
};

}  // namespace assay::runtime

#endif  // ASSAY_RUNTIME_MODEL_READER_H_
