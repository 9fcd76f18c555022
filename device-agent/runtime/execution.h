// One Invoke: runs operators and, where they ask for it, subgraphs.
#ifndef ASSAY_RUNTIME_EXECUTION_H_
#define ASSAY_RUNTIME_EXECUTION_H_

#include "device-agent/runtime/interpreter.h"
#include "device-agent/runtime/tables.h"

namespace assay::runtime {

// An operator with real addresses, made right before it runs.
struct Call {
  const kernels::Kernel* kernel;
  const void* params;
  kernels::Buffers buffers;
  void* operands[kMaxOperands];
};

class Execution final : public kernels::Runtime {
 public:
  // How many times an inference may run subgraphs, so that no model loops for ever.
  static constexpr int32_t kMaxRuns = 1 << 17;

  // `observer` may be null.
  Execution(const Interpreter& interpreter, OperatorObserver* observer)
      : interpreter_(interpreter), observer_(observer) {}

  // Fills in all of `call` for an operator of a subgraph.
  void Resolve(int32_t subgraph, int32_t index, Call* call);
  // Runs it. Notes the operator in fault() if it fails.
  Status Evaluate(int32_t subgraph, int32_t index, const Call& call);
  // The operator that failed first: deepest, if it lies in a subgraph.
  Fault fault() const {
    return {.status = failure_.status,
            .subgraph = failure_.subgraph,
            .operator_index = failure_.operator_index,
            .opcode = failure_.opcode};
  }

  void WriteInputs(int32_t subgraph, const void* const* from) override;
  void ReadInputs(int32_t subgraph, void* const* to) override;
  void ReadOutputs(int32_t subgraph, void* const* to) override;
  Status Run(int32_t subgraph) override;
  const void* Output(int32_t subgraph, int32_t index) override;
  void* Variable(int32_t number, uint32_t bytes) override;

 private:
  const Interpreter& interpreter_;
  OperatorObserver* const observer_;
  // Kept small, and cleared in as many instructions as there are pairs of words: it is part of what is
  // measured.
  struct {
    Status status = Status::kOk;
    int32_t subgraph = 0;
    int32_t operator_index = -1;
    int32_t opcode = -1;
  } failure_;
  int32_t runs_ = 0;
};

}  // namespace assay::runtime

#endif  // ASSAY_RUNTIME_EXECUTION_H_
