#include "harness/run/suite_run.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <optional>

#include "harness/base/error.h"
#include "harness/base/text.h"
#include "harness/base/version.h"
#include "harness/model/kernel_rows.h"
#include "kernels/sets.h"
#include "server/base/nearest.h"

namespace assay {
namespace {

constexpr const char* kUnfinished = "the harness was stopped before the run ended";

std::string HostName() {
  char name[256] = {};
  return gethostname(name, sizeof(name) - 1) == 0 ? name : "unknown";
}

std::string Now() { return record::Timestamp(std::chrono::system_clock::now()); }

record::Record DescribeRun(const Board& board, const Suite& suite, const CaseOptions& options) {
  record::Record record;
  record.id = record::NewId();
  record.started = record.finished = Now();
  record.suite = {suite.name, suite.version};
  record.mode = options.mode;
  record.board.name = board.name;
  record.board.title = board.title;
  record.board.core = board.core;
  record.board.is_virtual = board.is_virtual;
  record.unit.name = board.name;
  record.harness.version = kVersion;
  if (kCommit[0] != '\0') record.harness.commit = kCommit;
  record.harness.host = HostName();
  if (board.clock_hz > 0) record.conditions.clock_hz = static_cast<double>(board.clock_hz);
  record.verdict = record::Verdict::kInfra;
  record.reason = kUnfinished;
  return record;
}

record::Agent DescribeAgent(const AgentIdentity& identity) {
  return {identity.build_id, identity.version, identity.toolchain, identity.kernel_sets, identity.runtime};
}

record::Link DescribeLink(const Board& board, const AgentClient& agent) {
  const protocol::LinkStatistics& statistics = agent.statistics();
  record::Link link;
  link.kind = board.link_kind;
  if (board.link_rate > 0) link.rate = board.link_rate;
  link.bytes_down = statistics.bytes_sent;
  link.bytes_up = statistics.bytes_received;
  link.retransmits = statistics.retransmitted;
  link.damaged = statistics.damaged;
  return link;
}

// The run's reason: that of the first case with the run's verdict.
std::string Reason(const record::Record& record) {
  if (record.verdict == record::Verdict::kPass) return "";
  for (const record::Case& entry : record.cases) {
    if (entry.verdict == record.verdict) return fmt::format("case {}: {}", entry.name, entry.reason);
  }
  return "";
}

}  // namespace

record::Verdict WorstVerdict(const std::vector<record::Case>& cases) {
  const auto any = [&](record::Verdict verdict) {
    return std::any_of(cases.begin(), cases.end(),
                       [&](const auto& entry) { return entry.verdict == verdict; });
  };
  for (const auto verdict :
       {record::Verdict::kFail, record::Verdict::kInfra, record::Verdict::kInconclusive}) {
    if (any(verdict)) return verdict;
  }
  return cases.empty() ? record::Verdict::kInconclusive : record::Verdict::kPass;
}

std::vector<PreparedCase> PrepareCases(const Suite& suite, const std::string& case_name,
                                       const std::filesystem::path& data) {
  std::vector<std::string> names;
  for (const Case& entry : suite.cases) names.push_back(entry.name);
  if (!case_name.empty() && std::find(names.begin(), names.end(), case_name) == names.end()) {
    throw UsageError(
        fmt::format("suite {} has no case '{}'; {}", suite.name, case_name, Suggestion(case_name, names)));
  }
  const std::filesystem::path root = SuiteRoot(suite, data);
  std::vector<PreparedCase> cases;
  for (const Case& entry : suite.cases) {
    if (!case_name.empty() && entry.name != case_name) continue;
    PreparedCase prepared;
    std::vector<uint8_t> model = LoadCaseModel(entry, root);
    prepared.reference = std::make_unique<ReferenceModel>((root / entry.model).string(), model);
    prepared.files = LoadCaseInputs(entry, root, std::move(model), prepared.reference->input_bytes(),
                                    prepared.reference->output_bytes(), prepared.reference->classes());
    cases.push_back(std::move(prepared));
  }
  return cases;
}

record::Record RunSuite(const Board& board, const UnitStarter& start, const Suite& suite,
                        std::vector<PreparedCase>* cases, const RunOptions& options,
                        const RunEvents& events) {
  CaseOptions chosen = options.cases;
  // A choice left open is the agent's fastest set; until an agent says which that is, this program's.
  const bool is_open = chosen.kernels.empty();
  if (is_open) chosen.kernels = kernels::kKernelSets[0]->name;
  record::Record record = DescribeRun(board, suite, chosen);
  for (const PreparedCase& entry : *cases) record.cases.push_back(DescribeCase(entry, chosen));
  const auto checkpoint = [&] {
    record.finished = Now();
    if (events.checkpoint) events.checkpoint(record);
  };
  checkpoint();

  std::optional<Session> session;
  try {
    session.emplace(board, start(board), AgentClient::Options{options.cases.silence, options.interrupted});
    record.unit.name = session->unit().name();
    record.unit.serials["unit"] = session->unit().serial();
    session->Connect(options.cases.kernels);
    const AgentIdentity& identity = session->identity();
    record.agent = DescribeAgent(identity);
    if (events.note) {
      for (const std::string& note : NotesOn(identity)) events.note(note);
    }
    if (is_open) {
      if (identity.kernel_sets.empty()) throw LinkError("the agent names no kernel set");
      chosen.kernels = identity.kernel_sets.front();
      for (record::Case& entry : record.cases) entry.kernels = chosen.kernels;
    }
    if (identity.clock_hz > 0) record.conditions.clock_hz = static_cast<double>(identity.clock_hz);
    checkpoint();
    for (size_t i = 0; i < cases->size(); ++i) {
      const auto progress = [&](int done, int total) {
        if (events.progress) events.progress(record.cases[i].name, done, total);
      };
      RunCase(session->agent(), identity, &(*cases)[i], chosen, progress, &record.cases[i]);
      if (record.cases[i].memory) {
        try {
          const std::optional<CodeSize> code =
              MeasureCode(session->image(), (*cases)[i].reference->reader(), chosen.kernels);
          if (code) record.cases[i].memory->flash_runtime = code->runtime + code->kernels;
        } catch (const UsageError& error) {
          // The board computes what it computes, whichever image it runs.
          if (events.note) events.note(fmt::format("{}: {}", record.cases[i].name, error.what()));
        }
      }
      record.link = DescribeLink(board, *session->agent());
      checkpoint();
    }
    record.verdict = WorstVerdict(record.cases);
    record.reason = Reason(record);
  } catch (const UsageError&) {
    throw;
  } catch (const std::exception& error) {
    // A proven difference stays one, whatever happens to the rig afterwards.
    record.verdict = WorstVerdict(record.cases);
    record.reason = record.verdict != record::Verdict::kInfra ? Reason(record)
                    : session.has_value()                     ? session->Explain(error)
                                                              : error.what();
    if (session.has_value()) record.link = DescribeLink(board, *session->agent());
  }
  record.reason = Printable(record.reason);
  for (record::Case& entry : record.cases) entry.reason = Printable(entry.reason);
  checkpoint();
  return record;
}

}  // namespace assay
