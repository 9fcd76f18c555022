#include <fmt/format.h>

#include "harness/base/interrupt.h"
#include "harness/base/resources.h"
#include "harness/cli/commands.h"
#include "harness/report/progress.h"
#include "harness/spool/spool.h"

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

std::vector<record::Record> RunOnBoards(const SuiteRequest& request) {
  // Everything that can be wrong with the request is found before the first board is started.
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
    events.checkpoint = [&](const record::Record& record) {
      if (entry) {
        entry->Update(record);
      } else {
        entry.emplace(spool, record, request.server);
      }
    };
    records.push_back(RunSuite(board, BuiltArtifacts(), suite, &cases, options, events));
    bar.Clear();
    if (Interrupted()) break;
  }
  return records;
}

bool DeliverPending(const std::string& server) {
  bool delivered_all = true;
  for (const Spool::Delivery& delivery : Spool(StateFolder()).DeliverAll()) {
    switch (delivery.outcome) {
      case Spool::Delivery::Outcome::kDelivered:
        fmt::print(stderr, "assay: record {} delivered to {}\n", delivery.id, delivery.server);
        break;
      case Spool::Delivery::Outcome::kKept:
        if (delivery.server == server) delivered_all = false;
        fmt::print(
            stderr,
            "assay: record {} could not be delivered to {}: {}; it is kept and delivered by the next assay "
            "command\n",
            delivery.id, delivery.server, delivery.message);
        break;
      case Spool::Delivery::Outcome::kRejected:
        if (delivery.server == server) delivered_all = false;
        fmt::print(stderr, "assay: record {} was rejected by {}: {}\n", delivery.id, delivery.server,
                   delivery.message);
        break;
    }
  }
  return delivered_all;
}

}  // namespace assay::cli
