// What a list of runs shows of one run. The fields mean what they mean in the record; like there, each is
// declared once, and server/store/summary.schema.json, which server/openapi.yaml refers to, follows from
// that.
#ifndef ASSAY_SERVER_STORE_SUMMARY_H_
#define ASSAY_SERVER_STORE_SUMMARY_H_

#include <optional>
#include <string>
#include <vector>

#include "server/record/record.h"
#include "server/record/statistics.h"

namespace assay::store {

struct LatencySummary {
  Domain domain = Domain::kTime;
  std::vector<record::StatisticValue> statistics;

  static constexpr record::Definition kDefinition = {"latency_summary", "time of one inference"};
  template <class Io, class Self>
  static void Describe(Io& io, Self& x) {
    io("domain", x.domain, "what was counted");
    io.Constant("unit", FactsOf(x.domain).unit, record::kUnits, "of the samples");
    io("statistics", x.statistics, "of all samples; the first stands for them");
  }
};

struct CaseSummary {
  std::string name;
  std::string model;
  std::string kernels;
  record::Verdict verdict = record::Verdict::kInconclusive;
  bool outputs_wrong = false;
  std::optional<record::Exactness> exactness;
  std::optional<LatencySummary> latency;
  std::optional<record::Accuracy> accuracy;
  std::optional<record::Memory> memory;

  static constexpr record::Definition kDefinition = {"case_summary", "what a list of runs shows of a case"};
  template <class Io, class Self>
  static void Describe(Io& io, Self& x) {
    io("name", x.name, record::kName, "of the case");
    io("model", x.model, record::kName, "the model's name");
    io("kernels", x.kernels, record::kNameOrEmpty, "the choice of kernels asked for");
    io("verdict", x.verdict, "of this case");
    io("outputs_wrong", x.outputs_wrong, "whether some compared output differs from the reference");
    io("exactness", x.exactness, "comparison of every output bit");
    io("latency", x.latency,
       "null also where outputs were wrong, because speed is not reported for wrong outputs");
    io("accuracy", x.accuracy, "over labelled inputs");
    io("memory", x.memory, "RAM and flash, without the plan");
  }
};

struct UnitSummary {
  std::string name;

  static constexpr record::Definition kDefinition = {"unit_summary", "the specimen of the board"};
  template <class Io, class Self>
  static void Describe(Io& io, Self& x) {
    io("name", x.name, record::kName, "of the specimen");
  }
};

struct RunSummary {
  std::string id;
  std::string kind;
  std::string started;
  std::string finished;
  std::string received;
  record::Suite suite;
  record::Mode mode = record::Mode::kConformance;
  record::Board board;
  UnitSummary unit;
  record::Verdict verdict = record::Verdict::kInconclusive;
  std::string reason;
  std::optional<std::string> agent_digest;
  std::vector<CaseSummary> cases;

  static constexpr record::Definition kDefinition = {"run_summary", "what a list of runs shows of a run"};
  template <class Io, class Self>
  static void Describe(Io& io, Self& x) {
    io("id", x.id, record::kUuid, "of the record");
    io("kind", x.kind, record::kRun, "what the record is of");
    io("started", x.started, record::kMoment, "by the PC's clock");
    io("finished", x.finished, record::kMoment, "by the PC's clock");
    io("received", x.received, record::kMoment, "when the server stored it, by its own clock");
    io("suite", x.suite, "what was run");
    io("mode", x.mode, "what the run was for");
    io("board", x.board, "the model of board");
    io("unit", x.unit, "the specimen of the board");
    io("verdict", x.verdict, "of the whole run");
    io("reason", x.reason, record::kText, "why, in a sentence; empty only for `pass`");
    io("agent_digest", x.agent_digest, record::kBuildId,
       "GNU build ID of the agent's image; null if none answered");
    io("cases", x.cases, "in the order in which they were run");
  }
};

// `received` is when the run was stored.
RunSummary Summarise(const record::Record& record, const std::string& received);

// Another text where summaries of the same records have become other ones: by a field, a statistic, or how a
// statistic is computed.
std::string SummaryVersion();

// As compact JSON.
std::string ToText(const RunSummary& summary);

}  // namespace assay::store

#endif  // ASSAY_SERVER_STORE_SUMMARY_H_
