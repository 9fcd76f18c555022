#ifndef ASSAY_RUNTIME_NODE_H_
#define ASSAY_RUNTIME_NODE_H_

#include "kernels/kernel.h"

namespace assay::runtime {

// All that Invoke needs of an operator.
struct Node {
  const kernels::Kernel* kernel;
  const kernels::KernelSet* set;
  void* params;
  kernels::Buffers buffers;
};

}  // namespace assay::runtime

#endif  // ASSAY_RUNTIME_NODE_H_
