#include "server/record/statistics.h"

#include <gmock/gmock.h>

#include <cmath>
#include <set>

namespace assay::record {
namespace {

const std::vector<double> kSamples = {4, 1, 3, 2};

double ValueOf(std::string_view name) {
  for (const StatisticValue& statistic : Compute(kSamples, "ns")) {
    if (statistic.name == name) return statistic.value;
  }
  ADD_FAILURE() << "there is no " << name;
  return 0;
}

TEST(StatisticsTest, AreWhatTheirNamesSay) {
  EXPECT_EQ(ValueOf("median"), 2.5);
  EXPECT_EQ(ValueOf("min"), 1);
  EXPECT_EQ(ValueOf("max"), 4);
}

TEST(StatisticsTest, Median) {
  EXPECT_EQ(Median(std::vector<double>{3, 1, 2}), 2);
  EXPECT_EQ(Median(std::vector<double>{4, 1, 3, 2}), 2.5);
  EXPECT_EQ(Median(std::vector<double>{7}), 7);
}

TEST(StatisticsTest, EveryRowIsComputedInItsOrder) {
  const std::vector<StatisticValue> values = Compute(kSamples, "ns");
  ASSERT_EQ(values.size(), Statistics().size());
  std::set<std::string_view> names;
  for (size_t i = 0; i < values.size(); ++i) {
    const Statistic& row = Statistics()[i];
    EXPECT_EQ(values[i].name, row.name);
    EXPECT_EQ(values[i].unit, row.unit.empty() ? "ns" : row.unit);
    EXPECT_EQ(values[i].in_lists, row.in_lists);
    EXPECT_TRUE(names.insert(row.name).second) << row.name << " is there twice";
  }
  // It stands for all samples, in the record as well.
  EXPECT_EQ(values.front().name, "median");
  EXPECT_TRUE(values.front().in_lists);
}

TEST(StatisticsTest, OneSampleIsEnough) {
  for (const StatisticValue& statistic : Compute(std::vector<double>{7}, "cycles")) {
    EXPECT_TRUE(std::isfinite(statistic.value)) << statistic.name;
  }
}

}  // namespace
}  // namespace assay::record
