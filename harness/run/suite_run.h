// One run: a suite on one unit, giving one record.
#ifndef ASSAY_HARNESS_RUN_SUITE_RUN_H_
#define ASSAY_HARNESS_RUN_SUITE_RUN_H_

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "harness/board/board.h"
#include "harness/run/case_runner.h"
#include "harness/run/session.h"
#include "harness/suite/suite.h"
#include "server/record/record.h"

namespace assay {

struct RunOptions {
  CaseOptions cases;
  std::function<bool()> interrupted;  // asked now and then; true ends the run
};

// What is told to whoever watches a run.
struct RunEvents {
  // `done` of `total` steps of a case.
  std::function<void(const std::string& name, int done, int total)> progress;
  // The record as it stands: at the start, after every case and at the end. Until the end its verdict is
  // `infra`.
  std::function<void(const record::Record& record)> checkpoint;
  // What is worth knowing and no fault of the run.
  std::function<void(const std::string& text)> note;
};

// Reads the suite's files (or those of the one case named) and computes nothing yet. Throws UsageError.
std::vector<PreparedCase> PrepareCases(const Suite& suite, const std::string& case_name,
                                       const std::filesystem::path& data);

// Has `start` bring a unit of the board to life, shakes hands, runs the cases. Faults of the rig are not
// thrown but are the record's verdict `infra`. Throws UsageError if the kernels asked for are not in the
// image.
record::Record RunSuite(const Board& board, const UnitStarter& start, const Suite& suite,
                        std::vector<PreparedCase>* cases, const RunOptions& options, const RunEvents& events);

// The worst of the cases' verdicts: a proven difference outweighs a fault of the rig, which outweighs too
// little evidence.
record::Verdict WorstVerdict(const std::vector<record::Case>& cases);

}  // namespace assay

#endif  // ASSAY_HARNESS_RUN_SUITE_RUN_H_
