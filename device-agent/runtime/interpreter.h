// The INT8 runtime: reads a `.tflite` model in place, plans one static arena, runs it operator by operator.
// No heap, no exceptions; a model from outside, however broken, gets a Fault, never undefined behaviour.
#ifndef ASSAY_RUNTIME_INTERPRETER_H_
#define ASSAY_RUNTIME_INTERPRETER_H_

#include <span>

#include "device-agent/figures/memory.h"
#include "device-agent/runtime/model_reader.h"
#include "kernels/kernel.h"

namespace assay::runtime {

struct Block;
struct Node;
struct Subgraph;
struct Variable;

// Why a model was refused or could not be run to its end, and where. Fields that do not apply stay at their
// defaults.
struct Fault {
  Status status = Status::kOk;
  int32_t subgraph = 0;         // of the operator and the tensor; 0 is the model itself
  int32_t operator_index = -1;  // in execution order
  int32_t opcode = -1;          // the schema's BuiltinOperator number, also when the runtime does not know it
  int32_t tensor = -1;          // the tensor's index in the subgraph
  int32_t operand = -1;         // which of the operator's inputs and outputs, in that order, a kernel refuses
  uint32_t needed = 0;          // kArenaTooSmall: bytes of arena the model needs
  uint32_t available = 0;       // kArenaTooSmall: bytes of arena there are
};

// Which kernel computes which operator. `text` is "SET[,NUMBER=SET]..." with operators by their number in
// decimal (kernels/opcode.fbs), for example "portable,0=reference". An operator that the chosen set lacks
// falls back along the image's order of sets.
struct KernelChoice {
  // All sets of the image, fastest first, `reference` last. Must outlive the interpreter.
  std::span<const kernels::KernelSet* const> sets;
  const char* text = "";  // "" chooses the first set
};

struct TensorInfo {
  Type type;
  Shape shape;
  float scale;  // 0 if not quantised
  int32_t zero_point;
  uint32_t bytes;
};

struct OperatorInfo {
  int32_t opcode;
  const char* kernel_set;  // the set that computes it
  uint32_t output_bytes;   // of all its outputs together
};

// Called around every operator of Invoke, for measuring; BeforeOperator right before its kernel,
// AfterOperator right after it, also if it failed. If AfterOperator returns false, Invoke stops there and the
// operator's outputs stay readable.
class OperatorObserver {
 public:
  virtual void BeforeOperator(int32_t index) = 0;
  virtual bool AfterOperator(int32_t index) = 0;
  // Asked whenever an operator runs a subgraph, as in each round of a loop. False ends the inference with
  // kDeadline.
  virtual bool InTime() { return true; }

 protected:
  ~OperatorObserver() = default;
};

class Interpreter {
 public:
  // Places an interpreter for `model` and everything it needs into `arena`. On failure returns null and fills
  // `fault`, unless that is null. `model` must be aligned to 16 bytes, and both must outlive the interpreter.
  // Whatever was in the arena is destroyed, also on failure. `operations`, unless null, becomes how much work
  // one inference is (kernels::Needs), every subgraph that is called counted once, however often it runs.
  static Interpreter* Load(std::span<const uint8_t> model, std::span<uint8_t> arena,
                           const KernelChoice& kernels, Fault* fault, uint64_t* operations = nullptr);

  // Gives the end of the arena back, so that memory().arena is all that the interpreter uses of it.
  void Trim();

  Interpreter(const Interpreter&) = delete;
  Interpreter& operator=(const Interpreter&) = delete;

  int32_t input_count() const;
  int32_t output_count() const;
  TensorInfo input_info(int32_t index) const;
  TensorInfo output_info(int32_t index) const;

  // The bytes of an input or output of the model. Inputs share memory with activations: they hold what was
  // written only until Invoke, and outputs are valid only until an input is written.
  std::span<uint8_t> input(int32_t index);
  std::span<const uint8_t> output(int32_t index) const;

  int32_t operator_count() const;
  OperatorInfo operator_info(int32_t index) const;
  int32_t operator_output_count(int32_t index) const;
  TensorInfo operator_output_info(int32_t index, int32_t output) const;
  // Valid right after the operator ran (see OperatorObserver).
  std::span<const uint8_t> operator_output(int32_t index, int32_t output) const;

  // Runs the model on the present inputs. Both arguments may be null.
  //   kOk: it ran to its end, or to where the observer stopped it.
  //   kEndedEarly: an operator ended the inference; no later one ran, and outputs of the model that were not
  //       computed are zero.
  //   Any other status: the first operator that failed, because of values that are known only now. No later
  //       one ran, and all outputs mean nothing. The next Invoke starts afresh.
  // `fault` then says which operator it was.
  Status Invoke(OperatorObserver* observer, Fault* fault = nullptr);

  // Brings all state back to where it was after Load: tensors that are variables to zero, or to their zero
  // point if they are int8, named variables to the zero point of what is assigned to them, and the kernels'
  // persistent memory to zero, so that a CALL_ONCE runs again. Invoke keeps all of it.
  void Reset();

  MemoryReport memory() const;
  int32_t allocation_count() const;
  Allocation allocation(int32_t index) const;

  // The high-water mark really reached: bytes from the start of the arena to the last one written since Load,
  // which paints everything that it does not use itself. Unwritten bytes that happen to be overwritten with
  // the paint's value at the very top are not seen.
  uint32_t touched() const;

 private:
  Interpreter() = default;
  friend class Execution;
  friend class Placement;

  // The interpreter lies at the arena's first aligned byte, and everything else at an offset from there.
  uint8_t* arena() const { return reinterpret_cast<uint8_t*>(const_cast<Interpreter*>(this)); }
  std::span<const Variable> variables() const;
  std::span<Block> blocks(int32_t subgraph) const;
  const Subgraph& subgraph(int32_t index) const;
  const Node& node(int32_t subgraph, int32_t index) const;
  const kernels::Kernel& kernel(const Node& node) const;

  // Where a tensor of a subgraph lies; its first byte in the model if it is constant.
  uint8_t* AddressOf(int32_t subgraph, int32_t tensor) const;
  // Fills all that is not persistent with a value that touched() looks for.
  void Paint();
  // Sets the model's outputs to zero that operators after `index` would have computed.
  void ClearOutputsAfter(int32_t index);
  TensorInfo Info(int32_t subgraph, int32_t tensor) const;
  uint32_t BytesOf(int32_t subgraph, int32_t tensor) const;

  ModelReader model_;
  const kernels::KernelSet* const* sets_;
  uint32_t arena_bytes_;  // from the first aligned byte
  uint32_t skipped_;      // bytes before that
  // Offsets of the parts in the arena, in their order. The tables of subgraphs and of variables come right
  // after this object.
  uint32_t blocks_;
  uint32_t nodes_;
  uint32_t state_;
  uint32_t plan_;
  uint32_t params_bytes_;  // between nodes_ and state_
  uint32_t state_bytes_;
};

// Reserved for an Interpreter in the arena, on every core.
inline constexpr uint32_t kInterpreterBytes = 56;
static_assert(sizeof(Interpreter) <= kInterpreterBytes);

}  // namespace assay::runtime

#endif  // ASSAY_RUNTIME_INTERPRETER_H_
