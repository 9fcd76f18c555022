#include <fmt/format.h>

#include <algorithm>

#include "harness/base/interrupt.h"
#include "harness/base/resources.h"
#include "harness/cli/commands.h"
#include "harness/report/progress.h"
#include "harness/run/kernels_option.h"
#include "harness/spool/spool.h"
#include "server/client/client.h"

namespace assay::cli {

Artifacts BuiltArtifacts() { return {HostAgent(), FirmwareFolder()}; }

ExitCode ExitCodeOf(record::Verdict verdict) {
  switch (verdict) {
    case record::Verdict::kPass:
      return ExitCode::kPass;
    case record::Verdict::kFail:
      return ExitCode::kFail;
    case record::Verdict::kInfra:
      return ExitCode::kInfra;
    case record::Verdict::kInconclusive:
      break;
  }
  return ExitCode::kInconclusive;
}

ExitCode ReportVerdicts(std::span<const record::Record> records) {
  ExitCode worst = ExitCode::kPass;
  for (const record::Record& record : records) {
    if (record.verdict == record::Verdict::kPass) continue;
    fmt::print(stderr, "assay: {} on {}: {}: {}\n", record.suite.name, record.board.name,
               record::ToString(record.verdict), record.reason);
    const ExitCode code = ExitCodeOf(record.verdict);
    // By their numbers, 1 fail outweighs 3 infra, which outweighs 4 inconclusive.
    if (worst == ExitCode::kPass || code < worst) worst = code;
  }
  return worst;
}

std::vector<record::Record> RunOnBoards(const SuiteRequest& request) {
  // Everything that can be wrong with the request is found before the first board is started.
  CheckKernelsForm(request.options.cases.kernels);
  if (!request.server.empty()) {
    const std::string wrong = client::CheckAddress(request.server);
    if (!wrong.empty()) throw UsageError("--server: " + wrong);
  }
  const BoardCatalog catalog(BoardsFolder());
  std::vector<Board> boards;
  for (const std::string& name : request.boards) boards.push_back(catalog.Load(name));
  const Suite suite = SuiteCatalog(SuitesFolder()).Load(request.suite);
  const std::filesystem::path data =
      request.data.empty() ? DataFolder() : std::filesystem::path(request.data);
  std::vector<PreparedCase> cases = PrepareCases(suite, request.case_name, data);
  ProgressBar bar;
  for (const PreparedCase& entry : cases) {
    for (const std::string& note : entry.files.notes) fmt::print(stderr, "assay: note: {}\n", note);
  }

  const Spool spool(StateFolder());
  RunOptions options = request.options;
  options.interrupted = Interrupted;
  std::vector<record::Record> records;
  for (const Board& board : boards) {
    std::optional<Spool::Entry> entry;
    RunEvents events;
    events.progress = [&](const std::string& name, int done, int total) {
      bar.Show(fmt::format("{} on {}", name, board.name), done, total);
    };
    events.note = [&](const std::string& text) {
      bar.Clear();
      fmt::print(stderr, "assay: note: {}: {}\n", board.name, text);
    };
    events.checkpoint = [&](const record::Record& record) {
      if (entry) {
        entry->Update(record);
      } else {
        entry.emplace(spool, record, request.server);
      }
    };
    try {
      records.push_back(RunSuite(board, BuiltArtifacts(), suite, &cases, options, events));
    } catch (const UsageError&) {
      if (entry) entry->Discard();  // nothing was run
      throw;
    }
    bar.Clear();
  }
  return records;
}

bool DeliverPending(std::span<const record::Record> records) {
  // A run waits for the delivery of its own record; other commands only try.
  const std::chrono::seconds patience(records.empty() ? 3 : 15);
  bool delivered_all = true;
  const auto send = [&](const std::string& server, std::string_view record) {
    return client::DeliverRecord(server, record, patience);
  };
  for (const Spool::Delivery& delivery : Spool(StateFolder()).DeliverAll(send)) {
    const bool delivered = delivery.outcome == Spool::Delivery::Outcome::kDelivered;
    const bool own =
        std::any_of(records.begin(), records.end(), [&](const auto& item) { return item.id == delivery.id; });
    if (own && !delivered) delivered_all = false;
    if (delivered) {
      fmt::print(stderr, "assay: record {} delivered to {}{}{}\n", delivery.id, delivery.server,
                 delivery.message.empty() ? "" : "; ", delivery.message);
    } else if (delivery.outcome == Spool::Delivery::Outcome::kKept) {
      fmt::print(
          stderr,
          "assay: record {} could not be delivered to {}: {}; it is kept and delivered by the next assay "
          "command\n",
          delivery.id, delivery.server, delivery.message);
    } else {
      fmt::print(stderr, "assay: record {} was rejected: {}\n", delivery.id, delivery.message);
    }
  }
  return delivered_all;
}

}  // namespace assay::cli
