// One loaded model and its measured execution: the agent's only use of the runtime.
//
// The arena holds, from its start: exactly the memory the runtime asks for, the inputs as they were written,
// and the results of the layers. The inputs have a place of their own because the runtime's overlap with
// activations: so an input survives inference, and the next one can be written while outputs of the present
// one are still to be read.
#ifndef ASSAY_AGENT_ENGINE_H_
#define ASSAY_AGENT_ENGINE_H_

#include <cstdint>
#include <span>

#include "device-agent/protocol/message.h"
#include "device-agent/runtime/interpreter.h"

namespace assay::agent {

class Engine {
 public:
  // The arena must be aligned to 16 bytes.
  Engine(std::span<const kernels::KernelSet* const> kernel_sets, std::span<uint8_t> arena)
      : kernel_sets_(kernel_sets), arena_(arena) {}

  std::span<const kernels::KernelSet* const> kernel_sets() const { return kernel_sets_; }
  uint32_t arena_bytes() const { return static_cast<uint32_t>(arena_.size()); }

  // `model` must stay where it is until Unload; `kernels` is a runtime::KernelChoice. The inputs are zero
  // then. If the status of what is returned is not kOk, no model is loaded.
  runtime::Fault Load(std::span<const uint8_t> model, const char* kernels);
  void Unload() { interpreter_ = nullptr; }

  // The loaded model's description; null if there is none. Everything below needs a loaded model.
  const runtime::Interpreter* interpreter() const { return interpreter_; }

  // How much work one inference is (runtime::Interpreter::Load).
  uint64_t operations() const { return operations_; }
  // Bytes of stack that loading the model took; 0: not measured.
  uint32_t load_stack() const { return load_stack_; }

  // A piece of the inputs, all of them concatenated. kOutOfRange beyond their end.
  Status WriteInput(uint32_t offset, std::span<const uint8_t> data);

  struct Result {
    uint64_t ticks;  // or platform::kTimerOverflow
    MemoryMarks memory;
    uint32_t operators;    // how many ran
    runtime::Fault fault;  // if its status is not kOk, the inference failed, and there is nothing to be read
  };
  // Runs the model from its initial state. `stop_after` is an operator or -1. Without layers, one timer runs
  // around the whole inference; with layers, around every operator alone, and the stack is not measured
  // because taking CRCs uses it too. `deadline`: after how many ticks the inference is ended with kDeadline,
  // which is looked at after every operator and whenever an operator runs a subgraph; 0 is none, and costs
  // nothing.
  Result Invoke(bool layers, int32_t stop_after, uint64_t deadline = 0);

  // Of the last Invoke; empty if it was one without layers.
  std::span<const protocol::Layer> layers() const { return layers_.first(measured_layers_); }

  // The outputs, all of them concatenated: with an operator, of the operator the last Invoke stopped after;
  // with -1, of the model. OutputBytes is kBadRequest if the last Invoke did not leave these outputs behind.
  // ReadOutput, only after OutputBytes was kOk, fills `data` from `offset` on, and offset + data.size() must
  // be in range.
  Status OutputBytes(int32_t operator_index, uint32_t* bytes) const;
  void ReadOutput(int32_t operator_index, uint32_t offset, std::span<uint8_t> data) const;

 private:
  int32_t output_count(int32_t operator_index) const;
  std::span<const uint8_t> output(int32_t operator_index, int32_t index) const;

  const std::span<const kernels::KernelSet* const> kernel_sets_;
  const std::span<uint8_t> arena_;
  runtime::Interpreter* interpreter_ = nullptr;
  uint64_t operations_ = 0;
  uint32_t load_stack_ = 0;
  std::span<uint8_t> inputs_;
  std::span<protocol::Layer> layers_;
  size_t measured_layers_ = 0;
  // What the last Invoke left behind: the model's outputs, and the operator whose outputs are still there.
  bool has_outputs_ = false;
  int32_t last_operator_ = -1;
};

}  // namespace assay::agent

#endif  // ASSAY_AGENT_ENGINE_H_
