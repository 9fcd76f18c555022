#include "harness/run/inference.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kernels/opcode.h"
#include "kernels/status_info.h"

namespace assay {

void ThrowRefusal(const AgentError& error, const ReferenceModel& model) {
  const Subject subject = InfoOf(error.fault().status).subject;
  if (subject != Subject::kModel && subject != Subject::kValues) {
    throw LinkError(fmt::format("the agent refuses a request: {}", error.what()));
  }
  throw ModelFailure(fmt::format("the agent refuses the model: {}", model.Describe(error.fault())));
}

void KeepDeadline(AgentClient* agent, const AgentIdentity& identity, const LoadedModel& loaded,
                  const std::vector<AgentOperator>& operators, std::chrono::duration<double> deadline,
                  std::chrono::milliseconds silence) {
  const bool timed = identity.domain == Domain::kTime;
  const uint64_t rate = timed && identity.clock_hz > 0 ? identity.clock_hz : identity.domain_hz;
  const double least = static_cast<double>(loaded.operations) / static_cast<double>(rate);
  if (least > deadline.count()) {
    throw ModelFailure(fmt::format(
        "an inference is {} operations, which take {:.0f} s at least at {} a second, and its deadline "
        "is {:g} s (--deadline)",
        loaded.operations, least, rate, deadline.count()));
  }
  const bool calls = std::any_of(operators.begin(), operators.end(), [](const AgentOperator& op) {
    return kernels::CallsSubgraphs(static_cast<kernels::Opcode>(op.opcode));
  });
  const auto allowed = std::chrono::ceil<std::chrono::milliseconds>(deadline);
  if (calls) {
    const double ticks = std::ceil(deadline.count() * static_cast<double>(identity.tick_hz));
    agent->LimitInferences(static_cast<uint64_t>(ticks), allowed + silence);
  } else {
    agent->LimitInferences(0, std::max(allowed, silence));
  }
}

Invocation Invoke(AgentClient* agent, ReferenceModel* reference, const Input& input, bool layers) {
  try {
    return agent->Invoke(layers);
  } catch (const AgentError& error) {
    const runtime::Fault& actual = error.fault();
    if (actual.status == Status::kDeadline) {
      throw ModelFailure(
          fmt::format("input {}: the inference was ended because its time was over (--deadline): {}",
                      input.name, reference->Describe(actual)));
    }
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
  result.output = agent->ReadOutput(reference->output_bytes());
  return result;
}

std::optional<ElementDifference> FindDifference(AgentClient* agent, ReferenceModel* reference,
                                                const Input& input, const CheckedInference& inference) {
  std::vector<uint8_t> right = inference.expected.output, actual = inference.output;
  Type type = reference->interpreter().output_info(0).type;
  if (const std::optional<int> op = inference.wrong_operator()) {
    right = reference->OperatorOutput(input.bytes, *op);
    type = reference->OperatorType(*op);
    (void)agent->Invoke(/*layers=*/true, *op);
    actual = agent->ReadOutput(right.size(), *op);
  }
  if (actual == right) return std::nullopt;
  return CompareElements(type, right, actual);
}

}  // namespace assay
