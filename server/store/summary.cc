#include "server/store/summary.h"

#include <nlohmann/json.hpp>

namespace assay::store {
namespace {

using nlohmann::json;

json SummariseCase(const record::Case& x) {
  json summary = {{"name", x.name},       {"model", x.model.name},
                  {"kernels", x.kernels}, {"verdict", record::ToString(x.verdict)},
                  {"exactness", nullptr}, {"latency", nullptr},
                  {"accuracy", nullptr},  {"memory", nullptr}};
  if (x.exactness) summary["exactness"] = {{"inputs", x.exactness->inputs}, {"equal", x.exactness->equal}};
  // Speed is not reported for outputs that are wrong.
  const bool wrong =
      x.exactness && (x.exactness->equal < x.exactness->inputs || x.exactness->first_difference);
  if (x.latency && !wrong) {
    summary["latency"] = {{"domain", record::ToString(x.latency->domain)},
                          {"unit", record::UnitOf(x.latency->domain)},
                          {"median", x.latency->median}};
  }
  if (x.accuracy) summary["accuracy"] = {{"metric", x.accuracy->metric}, {"value", x.accuracy->value}};
  if (x.memory) {
    summary["memory"] = {{"arena", x.memory->arena},
                         {"touched", x.memory->touched ? json(*x.memory->touched) : json()}};
  }
  return summary;
}

}  // namespace

json Summarise(const record::Record& record, const std::string& received) {
  json cases = json::array();
  for (const record::Case& x : record.cases) cases.push_back(SummariseCase(x));
  return {{"id", record.id},
          {"kind", record.kind},
          {"started", record.started},
          {"finished", record.finished},
          {"received", received},
          {"suite", {{"name", record.suite.name}, {"version", record.suite.version}}},
          {"mode", record::ToString(record.mode)},
          {"board",
           {{"name", record.board.name}, {"core", record.board.core}, {"virtual", record.board.is_virtual}}},
          {"unit", {{"name", record.unit.name}}},
          {"verdict", record::ToString(record.verdict)},
          {"reason", record.reason},
          {"agent_digest", record.agent ? json(record.agent->digest) : json()},
          {"cases", std::move(cases)}};
}

}  // namespace assay::store
