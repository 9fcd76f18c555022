#include "harness/cli/run_on_boards.h"

#include <fmt/format.h>

#include <optional>

#include "harness/base/interrupt.h"
#include "harness/base/resources.h"
#include "harness/report/progress.h"
#include "harness/run/kernels_option.h"
#include "harness/spool/spool.h"
#include "server/client/client.h"

namespace assay::cli {

std::vector<record::Record> RunOnBoards(const SuiteRequest& request, const UnitStarter& start) {
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
      records.push_back(RunSuite(board, start, suite, &cases, options, events));
    } catch (const UsageError&) {
      if (entry) entry->Discard();  // nothing was run
      throw;
    }
    bar.Clear();
  }
  return records;
}

}  // namespace assay::cli
