#include "server/store/summary.h"

#include <array>

#include "server/record/visitors/schema_writer.h"
#include "server/record/visitors/writer.h"

namespace assay::store {
namespace {

CaseSummary SummariseCase(const record::Case& x) {
  CaseSummary summary;
  summary.name = x.name;
  summary.model = x.model.name;
  summary.kernels = x.kernels;
  summary.verdict = x.verdict;
  summary.outputs_wrong = OutputsWrong(x);
  summary.exactness = x.exactness;
  summary.accuracy = x.accuracy;
  summary.memory = x.memory;
  if (x.latency && !summary.outputs_wrong) {
    summary.latency = LatencySummary{x.latency->domain,
                                     record::Compute(x.latency->samples, FactsOf(x.latency->domain).unit)};
  }
  if (summary.memory) summary.memory->plan.clear();
  return summary;
}

}  // namespace

RunSummary Summarise(const record::Record& record, const std::string& received) {
  RunSummary summary;
  summary.id = record.id;
  summary.kind = record.kind;
  summary.started = record.started;
  summary.finished = record.finished;
  summary.received = received;
  summary.suite = record.suite;
  summary.mode = record.mode;
  summary.board = record.board;
  summary.unit.name = record.unit.name;
  summary.verdict = record.verdict;
  summary.reason = record.reason;
  if (record.agent) summary.agent_digest = record.agent->digest;
  for (const record::Case& x : record.cases) summary.cases.push_back(SummariseCase(x));
  return summary;
}

std::string SummaryVersion() {
  // Of an even number, no two the same and none in the middle of others: most statistics differ on them.
  constexpr std::array kSamples = {5.0, 1.0, 3.0, 17.0};
  const LatencySummary statistics = {Domain::kTime, record::Compute(kSamples, "")};
  return record::SchemaWriter::Document<RunSummary>(record::Nulls::kAreThere).dump() +
         record::Writer::Write(statistics).dump();
}

std::string ToText(const RunSummary& summary) { return record::Writer::Write(summary).dump(); }

}  // namespace assay::store
