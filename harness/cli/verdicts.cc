#include "harness/cli/verdicts.h"

#include <fmt/format.h>

namespace assay::cli {

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

ExitCode ReportVerdicts(std::span<const record::Record> records, bool delivered) {
  ExitCode worst = ExitCode::kPass;
  for (const record::Record& record : records) {
    if (record.verdict == record::Verdict::kPass) continue;
    fmt::print(stderr, "assay: {} on {}: {}: {}\n", record.suite.name, record.board.name,
               record::ToString(record.verdict), record.reason);
    const ExitCode code = ExitCodeOf(record.verdict);
    // By their numbers, 1 fail outweighs 3 infra, which outweighs 4 inconclusive.
    if (worst == ExitCode::kPass || code < worst) worst = code;
  }
  return worst == ExitCode::kPass && !delivered ? ExitCode::kInfra : worst;
}

}  // namespace assay::cli
