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

  explicit Execution(const Interpreter& interpreter) : interpreter_(interpreter) {}

  // Fills in all of `call` for an operator of a subgraph.
  void Resolve(int32_t subgraph, int32_t index, Call* call);
  // Runs it. Notes the operator in fault() if it fails.
  Status Evaluate(int32_t subgraph, int32_t index, const Call& call);
  // The operator that failed first: deepest, if it lies in a subgraph.
  const Fault& fault() const { return fault_; }

  void WriteInputs(int32_t subgraph, const void* const* from) override;
  void ReadInputs(int32_t subgraph, void* const* to) override;
  void ReadOutputs(int32_t subgraph, void* const* to) override;
  Status Run(int32_t subgraph) override;
  const void* Output(int32_t subgraph, int32_t index) override;
  void* Variable(int32_t number, uint32_t bytes) override;

 private:
  const Interpreter& interpreter_;
  Fault fault_;
  int32_t runs_ = 0;
};

}  // namespace assay::runtime

#endif  // ASSAY_RUNTIME_EXECUTION_H_
