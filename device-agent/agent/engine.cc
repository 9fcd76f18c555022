#include "device-agent/agent/engine.h"

#include <algorithm>
#include <memory>

#include "device-agent/platform/platform.h"
#include "device-agent/protocol/crc32.h"
#include "device-agent/runtime/planner.h"
#include "device-agent/runtime/tables.h"

namespace assay::agent {
namespace {

using runtime::AlignUp;
using runtime::kArenaAlignment;

// The sum of ticks, of which an overflow stays one.
uint64_t Sum(uint64_t ticks, uint64_t more) {
  uint64_t sum;
  return __builtin_add_overflow(ticks, more, &sum) ? platform::kTimerOverflow : sum;
}

// Ends an inference after an operator, or when its time is over. A deadline of 0 is none.
class Stopper : public runtime::OperatorObserver {
 public:
  Stopper(int32_t stop_after, uint64_t deadline) : stop_after_(stop_after), deadline_(deadline) {}

  void BeforeOperator(int32_t) override {}
  bool AfterOperator(int32_t index) override { return InTime() && index != stop_after_; }
  // Reading the clock takes time that is measured, so it is read only where there is a deadline.
  bool InTime() override { return Within(deadline_ == 0 ? 0 : platform::ElapsedTicks()); }
  // Whether an operator was the last one for lack of time.
  bool late() const { return late_; }

 protected:
  bool Within(uint64_t ticks) {
    // Once late is late for good: a loop that was told so must not be in time again.
    late_ = late_ || (deadline_ != 0 && ticks > deadline_);
    return !late_;
  }
  const int32_t stop_after_;
  const uint64_t deadline_;

 private:
  bool late_ = false;
};

// The CRCs are taken while the timer stands still.
class LayerMeter final : public Stopper {
 public:
  LayerMeter(const runtime::Interpreter& interpreter, std::span<protocol::Layer> layers, int32_t stop_after,
             uint64_t deadline)
      : Stopper(stop_after, deadline), interpreter_(interpreter), layers_(layers) {}

  void BeforeOperator(int32_t) override { platform::StartTimer(); }
  bool AfterOperator(int32_t index) override {
    const uint64_t ticks = platform::StopTimer();
    uint32_t crc = 0;
    for (int32_t i = 0; i < interpreter_.operator_output_count(index); ++i) {
      crc = protocol::Crc32(interpreter_.operator_output(index, i), crc);
    }
    // A layer's place is written when it has run, and only those that have run are ever read.
    layers_[static_cast<size_t>(index)] = protocol::Layer(ticks, crc);
    sum_ = Sum(sum_, ticks);
    return Within(sum_) && index != stop_after_;
  }
  // The timer counts the present operator alone.
  bool InTime() override { return Within(deadline_ == 0 ? 0 : Sum(sum_, platform::ElapsedTicks())); }
  uint64_t sum() const { return sum_; }

 private:
  const runtime::Interpreter& interpreter_;
  const std::span<protocol::Layer> layers_;
  uint64_t sum_ = 0;
};

}  // namespace

runtime::Fault Engine::Load(std::span<const uint8_t> model, const char* kernels) {
  Unload();
  runtime::Fault fault;
  const runtime::KernelChoice choice = {.sets = kernel_sets_, .text = kernels};
  platform::PaintStack();
  runtime::Interpreter* interpreter = runtime::Interpreter::Load(model, arena_, choice, &fault, &operations_);
  load_stack_ = platform::StackUsed();
  if (interpreter == nullptr) return fault;
  // The runtime has the whole arena while it loads, because only then is it known what it needs. What it
  // leaves must hold the rest.
  const uint32_t runtime_bytes = interpreter->memory().arena;
  uint64_t input_bytes = 0;
  for (int32_t i = 0; i < interpreter->input_count(); ++i) input_bytes += interpreter->input_info(i).bytes;
  const size_t operators = static_cast<size_t>(interpreter->operator_count());
  const uint64_t inputs_at = AlignUp(runtime_bytes, kArenaAlignment);
  const uint64_t layers_at = AlignUp(inputs_at + input_bytes, kArenaAlignment);
  const uint64_t end = layers_at + operators * sizeof(protocol::Layer);
  if (end > arena_.size()) {
    // The interpreter lies in the arena, but there is no room for its inputs: no model is loaded.
    fault.status = Status::kArenaTooSmall;
    fault.needed = static_cast<uint32_t>(std::min<uint64_t>(end, UINT32_MAX));
    fault.available = arena_bytes();
    return fault;
  }
  // What the runtime does not need is the engine's.
  interpreter->Trim();

  interpreter_ = interpreter;
  inputs_ = arena_.subspan(static_cast<size_t>(inputs_at), static_cast<size_t>(input_bytes));
  // Zero until they are written, whatever the arena held before.
  std::fill(inputs_.begin(), inputs_.end(), uint8_t{0});
  layers_ = {reinterpret_cast<protocol::Layer*>(arena_.data() + layers_at), operators};
  std::uninitialized_default_construct(layers_.begin(), layers_.end());
  measured_layers_ = 0;
  has_outputs_ = false;
  last_operator_ = -1;
  return {};
}

Status Engine::WriteInput(uint32_t offset, std::span<const uint8_t> data) {
  if (offset > inputs_.size() || data.size() > inputs_.size() - offset) return Status::kOutOfRange;
  std::copy(data.begin(), data.end(), inputs_.begin() + offset);
  return Status::kOk;
}

Engine::Result Engine::Invoke(bool layers, int32_t stop_after, uint64_t deadline) {
  // State and inputs are put back each time, so that an inference depends on its input alone. The runtime's
  // own inputs share memory with activations and are gone after an inference.
  interpreter_->Reset();
  std::span<const uint8_t> rest = inputs_;
  for (int32_t i = 0; i < interpreter_->input_count(); ++i) {
    const std::span<uint8_t> input = interpreter_->input(i);
    std::copy_n(rest.begin(), input.size(), input.begin());
    rest = rest.subspan(input.size());
  }

  Result result = {};
  bool late = false;
  if (layers) {
    LayerMeter meter(*interpreter_, layers_, stop_after, deadline);
    interpreter_->Invoke(&meter, &result.fault);
    result.ticks = meter.sum();
    late = meter.late();
  } else {
    // Nothing is observed where nothing can end the inference: whatever looked on would be measured as well.
    Stopper stopper(stop_after, deadline);
    runtime::OperatorObserver* const observer = stop_after < 0 && deadline == 0 ? nullptr : &stopper;
    // Painted before and looked at after the measured time.
    platform::PaintStack();
    platform::StartTimer();
    interpreter_->Invoke(observer, &result.fault);
    result.ticks = platform::StopTimer();
    result.memory.stack = platform::StackUsed();
    late = stopper.late();
  }
  // Between operators the observer only stops the runtime, to which that is no fault. In a subgraph it is a
  // fault of the operator that called it.
  if (late && result.fault.status == Status::kOk) result.fault.status = Status::kDeadline;
  result.memory.touched = interpreter_->touched();

  runtime::Fault& fault = result.fault;
  // An operator's outputs are there until a later one takes their memory, so only those of the last can be
  // read. The model's can be read if the end was reached.
  const int32_t end = interpreter_->operator_count() - 1;
  last_operator_ = stop_after < 0 ? end : stop_after;
  has_outputs_ = last_operator_ == end;
  if (fault.status == Status::kEndedEarly) {
    // No failure: the operator that ended it was the last, and outputs that were not computed are zero.
    last_operator_ = fault.operator_index;
    has_outputs_ = true;
    fault = {};
  } else if (fault.status != Status::kOk) {
    last_operator_ = -1;
    has_outputs_ = false;
  }
  result.operators = static_cast<uint32_t>(last_operator_ + 1);
  measured_layers_ = layers ? result.operators : 0;
  return result;
}

int32_t Engine::output_count(int32_t operator_index) const {
  return operator_index < 0 ? interpreter_->output_count()
                            : interpreter_->operator_output_count(operator_index);
}

std::span<const uint8_t> Engine::output(int32_t operator_index, int32_t index) const {
  return operator_index < 0 ? interpreter_->output(index)
                            : interpreter_->operator_output(operator_index, index);
}

Status Engine::OutputBytes(int32_t operator_index, uint32_t* bytes) const {
  if (operator_index < 0 ? !has_outputs_ : operator_index != last_operator_) return Status::kBadRequest;
  *bytes = 0;
  for (int32_t i = 0; i < output_count(operator_index); ++i) {
    *bytes += static_cast<uint32_t>(output(operator_index, i).size());
  }
  return Status::kOk;
}

void Engine::ReadOutput(int32_t operator_index, uint32_t offset, std::span<uint8_t> data) const {
  for (int32_t i = 0; i < output_count(operator_index) && !data.empty(); ++i) {
    const std::span<const uint8_t> bytes = output(operator_index, i);
    // What lies before the piece is skipped. The piece may go on in the outputs that follow.
    if (offset >= bytes.size()) {
      offset -= static_cast<uint32_t>(bytes.size());
      continue;
    }
    const std::span<const uint8_t> part =
        bytes.subspan(offset, std::min<size_t>(bytes.size() - offset, data.size()));
    std::copy(part.begin(), part.end(), data.begin());
    data = data.subspan(part.size());
    offset = 0;
  }
}

}  // namespace assay::agent
