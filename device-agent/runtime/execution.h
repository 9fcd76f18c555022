// One Invoke: runs operators and, where they call for it, subgraphs.
#ifndef ASSAY_RUNTIME_EXECUTION_H_
#define ASSAY_RUNTIME_EXECUTION_H_

#include "runtime/interpreter.h"
#include "runtime/tables.h"

namespace assay::runtime {

// An operator with real addresses, made right before it runs.
struct Call {
  const kernels::Kernel* kernel;
  const void* params;
  kernels::Buffers buffers;
  void* operands[kMaxOperands];
};

class Execution {
 public:
  explicit Execution(const Interpreter& interpreter) : interpreter_(interpreter) {}

  // Fills in all of `call` for an operator of a subgraph.
  void Resolve(int32_t subgraph, int32_t index, Call* call) const;
  Status Run(const Call& call);

 private:
  const Interpreter& interpreter_;
};

}  // namespace assay::runtime

#endif  // ASSAY_RUNTIME_EXECUTION_H_
