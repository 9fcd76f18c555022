#include "harness/model/kernel_rows.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <iterator>

#include "device-agent/agent/testing/test_model.h"
#include "device-agent/runtime/testing/model_builder.h"
#include "harness/model/host_model.h"
#include "kernels/sets.h"

namespace assay {
namespace {

using ::testing::ElementsAre;

const kernels::Kernel& KernelAt(const KernelRow& row) {
  const auto* const set =
      std::find_if(std::begin(kernels::kKernelSets), std::end(kernels::kKernelSets),
                   [&](const kernels::KernelSet* candidate) { return candidate->name == row.set; });
  EXPECT_LT(row.row, (*set)->kernels.size());
  return *(*set)->kernels[row.row];
}

class KernelRowsTest : public ::testing::Test {
 protected:
  // CONV_2D, RESHAPE, FULLY_CONNECTED, SOFTMAX
  const HostModel model_{runtime::testing::BuildModel(runtime::testing::SmallModel()), kernels::kKernelSets};
};

TEST_F(KernelRowsTest, EveryOperatorHasTheRowOfItsKernel) {
  const auto rows = KernelRows(model_.reader(), "portable,FULLY_CONNECTED=reference");
  ASSERT_TRUE(rows);
  std::vector<std::string> sets;
  std::vector<kernels::Opcode> opcodes;
  for (const KernelRow& row : *rows) {
    sets.push_back(row.set);
    opcodes.push_back(KernelAt(row).opcode);
  }
  EXPECT_THAT(sets, ElementsAre("portable", "reference", "reference", "portable"));
  EXPECT_THAT(opcodes, ElementsAre(kernels::Opcode::kConv2D, kernels::Opcode::kReshape,
                                   kernels::Opcode::kFullyConnected, kernels::Opcode::kSoftmax));
}

TEST_F(KernelRowsTest, WhatOnlyOtherImagesHaveIsNotKnown) {
  EXPECT_FALSE(KernelRows(model_.reader(), "faster"));
  EXPECT_FALSE(KernelRows(model_.reader(), "portable,SOFTMAX=faster"));
  EXPECT_EQ(KernelSetOf(model_.reader(), 0, "faster"), "");
}

TEST_F(KernelRowsTest, OperatorsOfCalledSubgraphsCount) {
  runtime::testing::ModelSpec spec = runtime::testing::SmallModel();
  spec.called = {spec};
  const HostModel model(runtime::testing::BuildModel(spec), kernels::kKernelSets);
  const auto rows = KernelRows(model.reader(), "");
  ASSERT_TRUE(rows);
  EXPECT_EQ(rows->size(), 8u);
}

TEST_F(KernelRowsTest, AnOperatorThatNoSetHasIsLeftOut) {
  const HostModel model(agent::testing::ModelWithUnsupportedOperator(), kernels::kKernelSets);
  const auto rows = KernelRows(model.reader(), "");
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 1u);
  EXPECT_EQ(KernelAt(rows->front()).opcode, kernels::Opcode::kFullyConnected);
}

TEST_F(KernelRowsTest, OnlyReshapeIsAView) {
  for (int i = 0; i < 4; ++i) EXPECT_EQ(IsView(model_.reader(), i, ""), i == 1) << i;
  EXPECT_FALSE(IsView(model_.reader(), 1, "faster")) << "nothing is known of it";
}

}  // namespace
}  // namespace assay
