// All that can be said of a model without running it.
#ifndef ASSAY_HARNESS_MODEL_PROFILE_H_
#define ASSAY_HARNESS_MODEL_PROFILE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "harness/model/host_model.h"
#include "harness/model/plan_peak.h"

namespace assay {

struct OperatorProfile {
  std::string name;
  std::string kernel_set;  // that computes it; "" if none has a kernel for it
  std::string inputs;      // of the activations: "int8[1,49,10,1]"
  std::string output;
  uint64_t macs = 0;     // multiply-accumulates; 0 for operators without
  uint64_t weights = 0;  // bytes of the constants it reads
};

// An operator that calls a subgraph.
struct Caller {
  int subgraph;  // the operator's own
  int operator_index;
  std::string op;
  std::string role;  // of the called subgraph: "body"
};

struct SubgraphProfile {
  std::vector<Caller> callers;             // of the model itself none
  std::vector<OperatorProfile> operators;  // in execution order
  std::string inputs, outputs;
  uint64_t macs = 0;     // of one run, without those of subgraphs that are called
  uint64_t weights = 0;  // constants that several operators share count once
};

// A tensor that has no bytes of its own in the plan but another's: what a RESHAPE makes.
struct View {
  int32_t tensor, of;
  int operator_index;  // that makes it
};

struct ModelProfile {
  std::vector<SubgraphProfile> subgraphs;  // the first is the model itself; its operators call the others
  const SubgraphProfile& main() const { return subgraphs.front(); }

  // Why the runtime refuses the model; "" if it does not. The rest is then empty.
  std::string fault;
  std::optional<MemoryReport> memory;  // the same on every board
  std::vector<Allocation> plan;
  std::vector<View> views;
  PlanPeak peak;
};

// Throws UsageError if there is nothing in `model` that could be described.
ModelProfile DescribeModel(const HostModel& model, const std::string& kernels);

}  // namespace assay

#endif  // ASSAY_HARNESS_MODEL_PROFILE_H_
