// One inference on an agent, held against the reference's; and whose fault it is if there is none.
#ifndef ASSAY_HARNESS_RUN_INFERENCE_H_
#define ASSAY_HARNESS_RUN_INFERENCE_H_

#include <chrono>
#include <optional>
#include <stdexcept>
#include <vector>

#include "harness/exactness/reference.h"
#include "harness/link/agent_client.h"
#include "harness/suite/suite.h"

namespace assay {

// The model is to blame, or its input, and not the rig: the agent refuses it, or an inference fails.
class ModelFailure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// What a refusal by the agent comes to: throws ModelFailure if it says something about the model on this
// board, which is `model`, else LinkError.
[[noreturn]] void ThrowRefusal(const AgentError& error, const ReferenceModel& model);

// Runs the loaded model on `input`, which has been written. Throws ModelFailure, saying whether the reference
// fails alike, if it fails because of the values that the model computes.
Invocation Invoke(AgentClient* agent, ReferenceModel* reference, const Input& input, bool layers);

// Sees to it that no inference of the loaded model takes longer than `deadline`, in seconds of the board's
// clock. Throws ModelFailure if the model's work alone is more than that, reckoned with at least one
// instruction, cycle or nanosecond for each operation. A model that runs subgraphs may do any part of its
// work again and again, so that the agent watches the time too; all others are only reckoned, because
// watching would be measured as well.
void KeepDeadline(AgentClient* agent, const AgentIdentity& identity, const LoadedModel& loaded,
                  const std::vector<AgentOperator>& operators, std::chrono::duration<double> deadline,
                  std::chrono::milliseconds silence);

struct CheckedInference {
  std::vector<AgentLayer> layers;   // of the operators that ran
  std::vector<uint8_t> output;      // all outputs of the model, concatenated in model order
  ReferenceModel::Result expected;  // of the same operators
  size_t first_different;           // the first operator whose outputs differ; layers.size() if none

  // Some compared output, of the model or of an operator, differs from the reference's.
  bool outputs_wrong() const { return first_different < layers.size() || output != expected.output; }
  // The operator that computed the first wrong output; none if only the model's output, as it came over the
  // link, is wrong.
  std::optional<int> wrong_operator() const {
    return first_different < layers.size() ? std::optional(static_cast<int>(first_different)) : std::nullopt;
  }
};

// Runs the loaded model on the agent and in the reference. Throws ModelFailure if an inference fails, or if
// the two do not end at the same operator.
CheckedInference RunOnBoth(AgentClient* agent, ReferenceModel* reference, const Input& input);

// Where in the first wrong output of this inference the element is: runs it once more, up to the operator
// that computed the output, and fetches it. Nothing if it is right this time: the board does not repeat.
std::optional<ElementDifference> FindDifference(AgentClient* agent, ReferenceModel* reference,
                                                const Input& input, const CheckedInference& inference);

}  // namespace assay

#endif  // ASSAY_HARNESS_RUN_INFERENCE_H_
