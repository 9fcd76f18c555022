#include "harness/model/plan_peak.h"

#include <gtest/gtest.h>

#include <vector>

namespace assay {
namespace {

using enum AllocationKind;

TEST(PlanPeakTest, NothingIsPlacedSoNothingIsLive) {
  const PlanPeak peak = FindPeak({});
  EXPECT_EQ(peak.activations + peak.scratch, 0U);
}

// Scratch that lies below activations is scratch all the same.
TEST(PlanPeakTest, ScratchIsToldFromActivationsWhereverItLies) {
  const std::vector<Allocation> plan = {{kScratch, -1, 0, 1280, 1, 1},
                                        {kActivation, 0, 1280, 640, 0, 1},
                                        {kActivation, 1, 1920, 128, 1, 2},
                                        {kActivation, 2, 0, 1024, 2, 3}};
  const PlanPeak peak = FindPeak(plan);
  EXPECT_EQ(peak.operator_index, 1);
  EXPECT_EQ(peak.activations, 768U);
  EXPECT_EQ(peak.scratch, 1280U);
}

// The one that would gain most is not rounded up to a multiple of 16, the others are.
TEST(PlanPeakTest, PlacementsBeginAtMultiplesOf16) {
  PlanPeak peak = FindPeak(std::vector<Allocation>{
      {kActivation, 0, 0, 20, 0, 0}, {kActivation, 1, 32, 31, 0, 0}, {kScratch, -1, 64, 5, 0, 0}});
  EXPECT_EQ(peak.activations, 20U + 32U);
  EXPECT_EQ(peak.scratch, 16U);
  peak = FindPeak(std::vector<Allocation>{{kActivation, 0, 0, 31, 0, 0}, {kScratch, -1, 32, 5, 0, 0}});
  EXPECT_EQ(peak.activations, 32U);
  EXPECT_EQ(peak.scratch, 5U);
}

TEST(PlanPeakTest, OfEqualPeaksItIsTheFirst) {
  const PlanPeak peak = FindPeak(std::vector<Allocation>{
      {kScratch, -1, 0, 64, 3, 3}, {kActivation, 0, 0, 64, 1, 2}, {kActivation, 1, 0, 48, 0, 0}});
  EXPECT_EQ(peak.operator_index, 1);
  EXPECT_EQ(peak.activations, 64U);
  EXPECT_EQ(peak.scratch, 0U);
}

}  // namespace
}  // namespace assay
