#include "server/record/statistics.h"

#include <algorithm>
#include <cassert>

namespace assay::record {
namespace {

double Middle(std::span<const double> ascending) {
  const size_t middle = ascending.size() / 2;
  if (ascending.size() % 2 == 1) return ascending[middle];
  return ascending[middle - 1] + (ascending[middle] - ascending[middle - 1]) / 2;
}

double Least(std::span<const double> ascending) { return ascending.front(); }

double Greatest(std::span<const double> ascending) { return ascending.back(); }

constexpr Statistic kStatistics[] = {
    {"median", "", true, Middle},
    {"min", "", false, Least},
    {"max", "", false, Greatest},
};

std::vector<double> Ascending(std::span<const double> samples) {
  assert(!samples.empty());
  std::vector<double> sorted(samples.begin(), samples.end());
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

}  // namespace

std::span<const Statistic> Statistics() { return kStatistics; }

std::vector<StatisticValue> Compute(std::span<const double> samples, std::string_view unit) {
  const std::vector<double> ascending = Ascending(samples);
  std::vector<StatisticValue> values;
  for (const Statistic& row : kStatistics) {
    values.push_back({.name = std::string(row.name),
                      .unit = std::string(row.unit.empty() ? unit : row.unit),
                      .value = row.of(ascending),
                      .in_lists = row.in_lists});
  }
  return values;
}

double Median(std::span<const double> samples) { return Middle(Ascending(samples)); }

}  // namespace assay::record
