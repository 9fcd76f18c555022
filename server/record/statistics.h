// What is computed of a list of samples: one row a statistic, from which terminal, summary and dashboard take
// name, unit and value. The record itself holds the samples and their median (docs/record.md).
#ifndef ASSAY_SERVER_RECORD_STATISTICS_H_
#define ASSAY_SERVER_RECORD_STATISTICS_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/record/fields/values.h"

namespace assay::record {

struct Statistic {
  std::string_view name;
  std::string_view unit;                            // empty: that of the samples
  bool in_lists;                                    // shown in lists too, where a case has one line
  double (*of)(std::span<const double> ascending);  // at least one sample, in ascending order
};

// In the order in which they are shown. The first stands for all samples.
std::span<const Statistic> Statistics();

struct StatisticValue {
  std::string name;
  std::string unit;
  double value = 0;
  bool in_lists = false;

  static constexpr Definition kDefinition = {"statistic", "what is computed of all samples"};
  template <class Io, class Self>
  static void Describe(Io& io, Self& x) {
    io("name", x.name, kName, "what it is called");
    io("unit", x.unit, kName, "of the value: `cycles`, `instructions`, `ns`, or one of its own");
    io("value", x.value, kNumber, "of all samples");
    io("in_lists", x.in_lists, "whether it is shown in lists too");
  }
};

// Every statistic of these samples, which are at least one and of this unit.
std::vector<StatisticValue> Compute(std::span<const double> samples, std::string_view unit);

// The middle sample, or the mean of the two middle ones; `samples` must not be empty.
double Median(std::span<const double> samples);

}  // namespace assay::record

#endif  // ASSAY_SERVER_RECORD_STATISTICS_H_
