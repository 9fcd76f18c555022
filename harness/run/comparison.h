// Several kernel choices, measured side by side: one model, one unit, one session, the choices taking turns.
#ifndef ASSAY_HARNESS_RUN_COMPARISON_H_
#define ASSAY_HARNESS_RUN_COMPARISON_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "harness/exactness/reference.h"
#include "harness/link/agent_client.h"
#include "harness/suite/suite.h"
#include "harness/unit/code_size.h"

namespace assay {

struct ComparisonOptions {
  std::vector<std::string> kernels;                   // two or more choices, "SET[,OPERATOR=SET]..."
  std::vector<Input> inputs;                          // at least one; the first is timed, all are compared
  int rounds = 0;                                     // samples of each choice; 0: a default for the domain
  std::chrono::milliseconds silence{10'000};          // as long as that, an inference may take
  std::function<void(int done, int total)> progress;  // may be empty
};

// One choice's side. Counts are instructions, cycles or nanoseconds.
struct ComparisonSide {
  struct Layer {
    std::string kernel_set;
    std::vector<double> samples;  // none if an operator before it ended the inference
  };
  // Where its bits first leave the reference's.
  struct Difference {
    size_t input;
    std::optional<int> operator_index;  // none if it is in the model's output alone
    ElementDifference element;
  };

  std::string kernels;
  MemoryReport memory;
  std::optional<CodeSize> code;
  std::vector<double> samples;  // of whole inferences, in the order in which they were taken
  std::vector<Layer> layers;
  size_t inputs_equal = 0;  // inputs of which every output, of operators and model, equals the reference's
  std::optional<Difference> difference;
};

struct Comparison {
  Domain domain;
  std::vector<std::string> operators;  // names, in the model's order
  size_t inputs = 0;
  std::vector<ComparisonSide> sides;  // in the order of the choices
  // Empty, or why the figures cannot be believed: a clock that counts must repeat.
  std::string fault;
};

// Some compared output of this choice differs from the reference's. No speed is reported of it then, as
// record::OutputsWrong says of a case.
inline bool OutputsWrong(const Comparison& comparison, const ComparisonSide& side) {
  return side.inputs_equal < comparison.inputs || side.difference;
}

// Runs the choices in turns (A B, B A, A B, ...) on a connected agent. Throws LinkError for a dead link and
// ModelFailure, naming the choice, if the agent refuses the model or an inference fails.
Comparison Compare(AgentClient* agent, const AgentIdentity& identity, std::span<const uint8_t> model,
                   ReferenceModel* reference, const ComparisonOptions& options);

}  // namespace assay

#endif  // ASSAY_HARNESS_RUN_COMPARISON_H_
