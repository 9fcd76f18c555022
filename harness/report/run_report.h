// Runs for people: one table of what came out, and what went wrong in words.
#ifndef ASSAY_HARNESS_REPORT_RUN_REPORT_H_
#define ASSAY_HARNESS_REPORT_RUN_REPORT_H_

#include <span>
#include <string>

#include "server/record/record.h"

namespace assay {

// A row for every case of every record.
std::string RunTable(std::span<const record::Record> records);

// Layer by layer: operator, kernel set, count, share, CRC. Counts and shares only where the outputs are
// right.
std::string LayerTable(const record::Case& result);

std::string VerdictText(record::Verdict verdict);

}  // namespace assay

#endif  // ASSAY_HARNESS_REPORT_RUN_REPORT_H_
