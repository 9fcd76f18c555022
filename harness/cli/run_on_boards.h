// A suite on boards, one after the other.
#ifndef ASSAY_HARNESS_CLI_RUN_ON_BOARDS_H_
#define ASSAY_HARNESS_CLI_RUN_ON_BOARDS_H_

#include <string>
#include <vector>

#include "harness/run/suite_run.h"
#include "server/record/record.h"

namespace assay::cli {

struct SuiteRequest {
  std::vector<std::string> boards;
  std::string suite, case_name, data, server;
  RunOptions options;
};

// Runs the suite on every board in turn, with progress, keeping the spool up to date, from where records are
// delivered to `server` if it is not empty. Returns the records, in the order of the boards. Throws
// UsageError for what is wrong with the request, as far as it can be known before the first board is started.
std::vector<record::Record> RunOnBoards(const SuiteRequest& request, const UnitStarter& start);

}  // namespace assay::cli

#endif  // ASSAY_HARNESS_CLI_RUN_ON_BOARDS_H_
