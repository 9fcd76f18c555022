// What all tests of the interpreter begin with: memory for a model and for its arena.
#ifndef ASSAY_RUNTIME_TESTING_INTERPRETER_FIXTURE_H_
#define ASSAY_RUNTIME_TESTING_INTERPRETER_FIXTURE_H_

#include <gmock/gmock.h>

#include <vector>

#include "device-agent/runtime/interpreter.h"
#include "device-agent/runtime/testing/aligned_bytes.h"
#include "device-agent/runtime/testing/model_builder.h"
#include "kernels/reference/reference.h"

namespace assay::runtime::testing {

inline constexpr const kernels::KernelSet* kSets[] = {&kernels::kReference};

class InterpreterTest : public ::testing::Test {
 protected:
  Interpreter* Load(const ModelSpec& spec) {
    model_ = AlignedBytes(BuildModel(spec));
    return LoadInto(arena_.span());
  }
  Interpreter* LoadInto(std::span<uint8_t> arena, const char* kernels = "") {
    return Interpreter::Load(model_.span(), arena, {kSets, kernels}, &fault_);
  }
  Interpreter* LoadWith(std::span<const kernels::KernelSet* const> sets, const ModelSpec& spec) {
    model_ = AlignedBytes(BuildModel(spec));
    return Interpreter::Load(model_.span(), arena_.span(), {sets, ""}, &fault_);
  }

  AlignedBytes model_{0};
  AlignedBytes arena_{16384};
  Fault fault_;
};

// Notes what it is told: an operator's index before it runs, and 100 more after it.
class Recorder final : public OperatorObserver {
 public:
  explicit Recorder(int32_t stop_after) : stop_after_(stop_after) {}
  void BeforeOperator(int32_t index) override { calls.push_back(index); }
  bool AfterOperator(int32_t index) override {
    calls.push_back(100 + index);
    return index != stop_after_;
  }
  std::vector<int32_t> calls;

 private:
  int32_t stop_after_;
};

}  // namespace assay::runtime::testing

#endif  // ASSAY_RUNTIME_TESTING_INTERPRETER_FIXTURE_H_
