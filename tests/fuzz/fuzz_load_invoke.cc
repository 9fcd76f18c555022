// Any bytes as a model: loads it and, if it is accepted, runs it on every kernel set: twice, and once more
// after a Reset. Beside what the sanitizers see, checks what the interpreter promises about its memory and
// its state.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "device-agent/runtime/interpreter.h"
#include "device-agent/runtime/testing/aligned_bytes.h"
#include "kernels/sets.h"
#include "tests/support/watched_kernels.h"

namespace assay {
namespace {

using runtime::Fault;
using runtime::Interpreter;
using runtime::testing::AlignedBytes;

constexpr size_t kArena = size_t{64} << 10U;
constexpr uint64_t kWork = 20'000'000;  // of one input, in multiplications or so: well under a second

// Ends the inference of models whose operators would take too long.
class Budget : public testing::KernelWatcher {
 public:
  Budget() : kernels_(kernels::kKernelSets, this), costs_(kernels_.kernels().size()) {}

  std::span<const kernels::KernelSet* const> sets() const { return kernels_.sets(); }

  // Before another model, or another kernel choice.
  void Forget() { std::ranges::fill(costs_, 0); }
  // Before an inference.
  void Refill() { left_ = kWork; }

  // An estimate, in bytes touched.
  void AfterPrepare(size_t kernel, const kernels::Operation& operation) override {
    uint64_t inputs = 1;
    uint64_t outputs = 1;
    for (int32_t i = 0; i < operation.input_count; ++i) inputs += operation.inputs[i].bytes;
    for (int32_t i = 0; i < operation.output_count; ++i) outputs += operation.outputs[i].bytes;
    costs_[kernel] = std::max(costs_[kernel], Linear(operation.opcode) ? inputs + outputs : inputs * outputs);
  }

  Status BeforeEvaluate(size_t kernel) override {
    if (costs_[kernel] > left_) return Status::kLoopLimit;
    left_ -= costs_[kernel];
    return Status::kOk;
  }

 private:
  // Whether every input is read, and every output written, but a few times. Else each of the outputs may be
  // computed from all inputs.
  static bool Linear(kernels::Opcode opcode) {
    using kernels::Opcode;
    switch (opcode) {
      case Opcode::kAveragePool2D:
      case Opcode::kBatchMatmul:
      case Opcode::kConv2D:
      case Opcode::kDepthwiseConv2D:
      case Opcode::kFullyConnected:
      case Opcode::kL2Pool2D:
      case Opcode::kMaxPool2D:
      case Opcode::kMean:
      case Opcode::kReduceAll:
      case Opcode::kReduceMax:
      case Opcode::kReduceMin:
      case Opcode::kSum:
      case Opcode::kSvdf:
      case Opcode::kTransposeConv:
      case Opcode::kUnidirectionalSequenceLstm:
        return false;
      default:
        return true;
    }
  }

  testing::WatchedKernels kernels_;
  std::vector<uint64_t> costs_;  // of one evaluation, of each kernel the dearest
  uint64_t left_ = 0;
};

// Where what was read goes, so that it is read.
[[maybe_unused]] volatile unsigned sink;

void Require(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "broken promise: %s\n", what);
  std::abort();
}

// Inputs are filled from the model's own bytes, from its end, again and again.
void FillInputs(Interpreter* interpreter, std::span<const uint8_t> data, size_t* position) {
  for (int32_t i = 0; i < interpreter->input_count(); ++i) {
    for (uint8_t& byte : interpreter->input(i)) byte = data[data.size() - 1 - (*position)++ % data.size()];
  }
}

// Reads every output of every operator, and ends loops that only copy values, which no budget of kernels
// sees.
class Reader : public runtime::OperatorObserver {
 public:
  explicit Reader(const Interpreter& interpreter) : interpreter_(interpreter) {}
  void BeforeOperator(int32_t) override {}
  bool AfterOperator(int32_t index) override {
    for (int32_t i = 0; i < interpreter_.operator_output_count(index); ++i) {
      for (const uint8_t byte : interpreter_.operator_output(index, i)) sum_ += byte;
    }
    sink = sum_;
    return true;
  }
  bool InTime() override { return ++runs_ <= kRuns; }

 private:
  static constexpr int kRuns = 1000;

  const Interpreter& interpreter_;
  int runs_ = 0;
  unsigned sum_ = 0;
};

// The status of one inference, and the bytes of all outputs.
struct Inference {
  Status status;
  std::vector<uint8_t> outputs;
  bool operator==(const Inference&) const = default;
};

Inference Infer(Interpreter* interpreter, std::span<const uint8_t> data, size_t* position) {
  FillInputs(interpreter, data, position);
  Reader reader(*interpreter);
  Fault fault;
  Inference result = {interpreter->Invoke(&reader, &fault), {}};
  Require(result.status == fault.status, "the fault has the status that Invoke returns");
  if (result.status != Status::kOk) return result;
  for (int32_t i = 0; i < interpreter->output_count(); ++i) {
    const std::span<const uint8_t> output = interpreter->output(i);
    result.outputs.insert(result.outputs.end(), output.begin(), output.end());
  }
  return result;
}

void Run(Interpreter* interpreter, std::span<const uint8_t> data, Budget* budget) {
  size_t position = 0;
  budget->Refill();
  const Inference first = Infer(interpreter, data, &position);
  budget->Refill();
  Infer(interpreter, data, &position);
  interpreter->Reset();
  position = 0;
  budget->Refill();
  Require(Infer(interpreter, data, &position) == first, "after Reset all is as after Load");

  unsigned sum = 0;
  for (int32_t i = 0; i < interpreter->allocation_count(); ++i) sum += interpreter->allocation(i).offset;
  for (int32_t i = 0; i < interpreter->operator_count(); ++i) {
    sum += interpreter->operator_info(i).output_bytes;
  }
  sink = sum;
  Require(interpreter->touched() <= interpreter->memory().arena, "no more memory is touched than reported");
}

}  // namespace
}  // namespace assay

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace assay;
  static Budget budget;
  const std::span<const uint8_t> bytes(data, size);
  AlignedBytes model(bytes);
  for (const kernels::KernelSet* set : budget.sets()) {
    budget.Forget();
    AlignedBytes arena(kArena);
    const runtime::KernelChoice choice = {budget.sets(), set->name};
    Fault fault;
    Interpreter* interpreter = Interpreter::Load(model.span(), arena.span(), choice, &fault);
    Require((interpreter == nullptr) == (fault.status != Status::kOk), "a refusal has a reason");
    if (interpreter == nullptr) continue;
    // Once more in an arena of just the size that it says it needs.
    AlignedBytes exact(interpreter->memory().arena);
    Require(exact.span().size() <= kArena, "no more memory is reported than there is");
    interpreter = Interpreter::Load(model.span(), exact.span(), choice, &fault);
    Require(interpreter != nullptr, "the reported memory is enough");
    Run(interpreter, bytes, &budget);
    Require(std::ranges::equal(model.span(), bytes), "the model is only read");
  }
  return 0;
}
