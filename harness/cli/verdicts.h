// What the verdicts of records come to for whoever started the program.
#ifndef ASSAY_HARNESS_CLI_VERDICTS_H_
#define ASSAY_HARNESS_CLI_VERDICTS_H_

#include <span>

#include "harness/base/error.h"
#include "server/record/record.h"

namespace assay::cli {

ExitCode ExitCodeOf(record::Verdict verdict);

// Says on stderr what did not pass and why. Returns the exit code of the worst record: fail, then infra, then
// inconclusive. If all passed but not all were delivered, that is infra.
ExitCode ReportVerdicts(std::span<const record::Record> records, bool delivered);

}  // namespace assay::cli

#endif  // ASSAY_HARNESS_CLI_VERDICTS_H_
