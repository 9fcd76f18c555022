// A comparison of kernel choices as a table for people and as JSON.
#ifndef ASSAY_HARNESS_REPORT_COMPARISON_REPORT_H_
#define ASSAY_HARNESS_REPORT_COMPARISON_REPORT_H_

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "harness/run/comparison.h"

namespace assay {

// A row an operator, a column a choice; the ratios are to the first choice, below 1 where a choice is faster.
// Counts of a choice whose outputs are wrong are not shown.
std::string ComparisonTable(const Comparison& comparison);

// As the table: what stands for the samples is null of a choice whose outputs are wrong, while its samples
// are there.
nlohmann::json ComparisonJson(const Comparison& comparison);

// "portable: 1 of 5 inputs differ from tflm; first ...", for a choice that is not bit-exact; else "".
std::string DescribeInexactness(const Comparison& comparison, const ComparisonSide& side);

}  // namespace assay

#endif  // ASSAY_HARNESS_REPORT_COMPARISON_REPORT_H_
