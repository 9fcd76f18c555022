#include "harness/run/inference.h"

#include <fmt/format.h>

#include <algorithm>

namespace assay {
void ThrowRefusal(const AgentError& error, const ReferenceModel& model) {
  const Subject subject = InfoOf(error.fault().status).subject;
  if (subject != Subject::kModel && subject != Subject::kValues) {
    throw LinkError(fmt::format("the agent refuses a request: {}", error.what()));
  }
  throw ModelFailure(fmt::format("the agent refuses the model: {}", model.Describe(error.fault())));
}

Invocation Invoke(AgentClient* agent, ReferenceModel* reference, const Input& input, bool layers) {
  try {
    return agent->Invoke(layers);
  } catch (const AgentError& error) {
    const runtime::Fault& actual = error.fault();
    if (InfoOf(actual.status).subject != Subject::kValues) throw;
    const runtime::Fault expected = reference->Run(input.bytes).fault;
    const bool alike = actual.status == expected.status && actual.subgraph == expected.subgraph &&
                       actual.operator_index == expected.operator_index;
    throw ModelFailure(fmt::format("input {}: the model fails {}: {}", input.name,
                                   alike ? "on the agent as in the reference" : "on the agent alone",
                                   reference->Describe(actual)));
  }
}

CheckedInference RunOnBoth(AgentClient* agent, ReferenceModel* reference, const Input& input) {
  agent->WriteInput(input.bytes);
  const Invocation invocation = Invoke(agent, reference, input, /*layers=*/true);
  CheckedInference result;
  result.layers = agent->ReadLayers(invocation.operators);
  result.expected = reference->Run(input.bytes);
  const std::vector<uint32_t>& crcs = result.expected.operator_crcs;
  if (result.expected.fault.status != Status::kOk) {
    throw ModelFailure(fmt::format("input {}: the reference fails, the agent does not: {}", input.name,
                                   reference->Describe(result.expected.fault)));
  }
  if (result.layers.size() != crcs.size()) {
    throw ModelFailure(
        fmt::format("input {}: the agent ended the inference after {} operators, the reference after {}",
                    input.name, result.layers.size(), crcs.size()));
  }
  const auto same = [](const AgentLayer& layer, uint32_t crc) { return layer.crc32 == crc; };
  const auto different = std::mismatch(result.layers.begin(), result.layers.end(), crcs.begin(), same).first;
  result.first_different = static_cast<size_t>(different - result.layers.begin());
  return result;
}

}  // namespace assay
