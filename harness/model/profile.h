// All that can be said of a model without running it.
#ifndef ASSAY_HARNESS_MODEL_PROFILE_H_
#define ASSAY_HARNESS_MODEL_PROFILE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "harness/model/host_model.h"

namespace assay {

struct OperatorProfile {
  std::string name;
  std::string kernel_set;  // that computes it; "" if none has a kernel for it
  std::string inputs;      // of the activations: "int8[1,49,10,1]"
  std::string output;
  uint64_t macs = 0;     // multiply-accumulates; 0 for operators without
  uint64_t weights = 0;  // bytes of the constants it reads
};

struct ModelProfile {
  std::vector<OperatorProfile>
      operators;  // in execution order, of the model itself and not of subgraphs it calls
  int subgraphs = 1;
  std::string inputs, outputs;
  uint64_t macs = 0;
  uint64_t weights = 0;  // constants that several operators share count once

  // Why the runtime refuses the model; "" if it does not. The rest is then empty.
  std::string fault;
  std::optional<runtime::MemoryReport> memory;  // the same on every board
  std::vector<runtime::Allocation> plan;
};

// Throws UsageError if there is nothing in `model` that could be described.
ModelProfile DescribeModel(const HostModel& model, const std::string& kernels);

}  // namespace assay

#endif  // ASSAY_HARNESS_MODEL_PROFILE_H_
