#include "harness/cli/verdicts.h"

#include <gmock/gmock.h>

#include "harness/cli/testing/cli_test.h"

namespace assay::cli {
namespace {

using record::Verdict;
using testing::Captured;
using testing::Outcome;

record::Record Of(Verdict verdict, const std::string& board = "virt-m4") {
  record::Record record;
  record.suite.name = "keywords";
  record.board.name = board;
  record.verdict = verdict;
  if (verdict != Verdict::kPass) record.reason = "case kws: why";
  return record;
}

ExitCode Worst(const std::vector<record::Record>& records, bool delivered = true) {
  return Captured([&] { return ReportVerdicts(records, delivered); }).exit_code;
}

TEST(VerdictsTest, EveryVerdictHasItsExitCode) {
  EXPECT_EQ(ExitCodeOf(Verdict::kPass), ExitCode::kPass);
  EXPECT_EQ(ExitCodeOf(Verdict::kFail), ExitCode::kFail);
  EXPECT_EQ(ExitCodeOf(Verdict::kInfra), ExitCode::kInfra);
  EXPECT_EQ(ExitCodeOf(Verdict::kInconclusive), ExitCode::kInconclusive);
}

TEST(VerdictsTest, TheWorstOfSeveralRecordsCounts) {
  const std::vector<Verdict> from_worst = {Verdict::kFail, Verdict::kInfra, Verdict::kInconclusive,
                                           Verdict::kPass};
  for (size_t a = 0; a < from_worst.size(); ++a) {
    for (size_t b = 0; b < from_worst.size(); ++b) {
      EXPECT_EQ(Worst({Of(from_worst[a]), Of(from_worst[b])}), ExitCodeOf(from_worst[std::min(a, b)]))
          << a << " " << b;
    }
  }
}

TEST(VerdictsTest, ARecordThatWasNotDeliveredIsTheRigs) {
  EXPECT_EQ(Worst({Of(Verdict::kPass)}, /*delivered=*/false), ExitCode::kInfra);
  EXPECT_EQ(Worst({Of(Verdict::kFail)}, /*delivered=*/false), ExitCode::kFail) << "a difference stays proven";
}

TEST(VerdictsTest, WhatDidNotPassIsSaid) {
  const std::vector<record::Record> records = {Of(Verdict::kPass, "host"), Of(Verdict::kInconclusive)};
  const Outcome outcome = Captured([&] { return ReportVerdicts(records, true); });
  EXPECT_EQ(outcome.err, "assay: keywords on virt-m4: inconclusive: case kws: why\n");
  EXPECT_EQ(outcome.out, "") << "stdout is the table's or the JSON's";
}

}  // namespace
}  // namespace assay::cli
