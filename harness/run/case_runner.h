// Executes one case on a connected agent: loads the model, compares every output bit with the reference,
// measures.
#ifndef ASSAY_HARNESS_RUN_CASE_RUNNER_H_
#define ASSAY_HARNESS_RUN_CASE_RUNNER_H_

#include <chrono>
#include <functional>
#include <string>

#include "harness/exactness/reference.h"
#include "harness/link/agent_client.h"
#include "harness/suite/suite.h"
#include "server/record/record.h"

namespace assay {

// A case with its files read and the reference's results at hand.
struct PreparedCase {
  LoadedCase files;
  std::unique_ptr<ReferenceModel> reference;
};

struct CaseOptions {
  record::Mode mode = record::Mode::kConformance;
  std::string kernels;  // "SET[,OPERATOR=SET]..."; RunSuite takes "" for the agent's fastest set
  int samples = 0;      // timed inferences; 0: a default for the domain
  int inputs = 0;       // use at most this many inputs; 0: all that the mode wants
  std::chrono::duration<double> deadline{10};  // of an inference, by the board's clock
  std::chrono::milliseconds silence{10'000};   // after which a unit counts as dead
  // If set, is given the model's outputs for every input, concatenated in model order.
  std::function<void(size_t input, std::span<const uint8_t> output)> on_output;
};

// Called after every step of a case; `done` counts up to `total`.
using CaseProgress = std::function<void(int done, int total)>;

// What a case on this agent yields. A refusal by the agent or a difference is a `fail` in the result; a dead
// link is thrown as LinkError, after `result` has been filled with what was measured so far.
void RunCase(AgentClient* agent, const AgentIdentity& identity, PreparedCase* prepared,
             const CaseOptions& options, const CaseProgress& progress, record::Case* result);

// What the record says about a case before anything was measured.
record::Case DescribeCase(const PreparedCase& prepared, const CaseOptions& options);

// Whether the first largest of the output's elements is the labelled class.
bool IsTop1(Type type, std::span<const uint8_t> output, int label);

}  // namespace assay

#endif  // ASSAY_HARNESS_RUN_CASE_RUNNER_H_
