#include "harness/model/macs.h"

#include <gtest/gtest.h>

#include "device-agent/runtime/testing/model_builder.h"
#include "harness/model/host_model.h"
#include "kernels/sets.h"

namespace assay {
namespace {

using kernels::Opcode;
using runtime::testing::ModelSpec;
using runtime::testing::OptionsSpec;
using Shapes = std::vector<std::vector<int32_t>>;

// Of one operator, which nobody has to be able to run. An empty shape is an operand that is absent.
uint64_t Macs(Opcode opcode, const Shapes& inputs, const std::vector<int32_t>& output,
              const OptionsSpec& options = {}) {
  ModelSpec spec;
  runtime::testing::OperatorSpec op = {static_cast<int32_t>(opcode), {}, {0}, options};
  spec.tensors.push_back({.shape = output});
  for (const std::vector<int32_t>& shape : inputs) {
    op.inputs.push_back(shape.empty() ? -1 : static_cast<int32_t>(spec.tensors.size()));
    if (!shape.empty()) spec.tensors.push_back({.shape = shape});
  }
  spec.operators = {op};
  spec.inputs = {1};
  spec.outputs = {0};
  const HostModel model(runtime::testing::BuildModel(spec), kernels::kKernelSets);
  EXPECT_TRUE(model.readable());
  return OperatorMacs(model.reader(), 0);
}

// As MLPerf Tiny counts: every output element uses every weight of its channel, at the edges too.
TEST(MacsTest, Convolutions) {
  EXPECT_EQ(Macs(Opcode::kConv2D, {{1, 8, 8, 3}, {16, 3, 3, 3}, {16}}, {1, 8, 8, 16}),
            8u * 8 * 16 * (3 * 3 * 3));
  EXPECT_EQ(Macs(Opcode::kConv2D, {{2, 8, 8, 3}, {16, 5, 1, 3}, {}}, {2, 4, 4, 16}),
            2u * 4 * 4 * 16 * (5 * 3));
  EXPECT_EQ(Macs(Opcode::kDepthwiseConv2D, {{1, 8, 8, 3}, {1, 3, 5, 6}, {6}}, {1, 8, 8, 6}),
            8u * 8 * 6 * (3 * 5));
}

// A transposed convolution scatters: every input element meets every weight of its channel.
TEST(MacsTest, TransposedConvolutionsCountTheirInputs) {
  EXPECT_EQ(Macs(Opcode::kTransposeConv, {{4}, {8, 3, 3, 2}, {1, 5, 5, 2}}, {1, 11, 11, 8}),
            5u * 5 * 2 * (8 * 3 * 3));
  EXPECT_EQ(Macs(Opcode::kTransposeConv, {{4}, {8, 3, 3, 2}}, {1, 11, 11, 8}), 0u);
}

TEST(MacsTest, MatrixProducts) {
  EXPECT_EQ(Macs(Opcode::kFullyConnected, {{3, 64}, {10, 64}, {10}}, {3, 10}), 3u * 10 * 64);
  EXPECT_EQ(Macs(Opcode::kBatchMatmul, {{2, 3, 7}, {2, 7, 5}}, {2, 3, 5},
                 kernels::BatchMatmulOptions{.adjoint_x = false, .adjoint_y = false}),
            2u * 3 * 5 * 7);
  EXPECT_EQ(Macs(Opcode::kBatchMatmul, {{2, 7, 3}, {2, 7, 5}}, {2, 3, 5},
                 kernels::BatchMatmulOptions{.adjoint_x = true, .adjoint_y = false}),
            2u * 3 * 5 * 7)
      << "the left one lies on its side";
}

TEST(MacsTest, RecurrentOperators) {
  // Two batches; 8 filters over 16 inputs, then over 10 moments.
  EXPECT_EQ(Macs(Opcode::kSvdf, {{2, 16}, {8, 16}, {8, 10}, {}, {2, 80}}, {2, 4}), 2u * (8 * 16 + 8 * 10));
  // 3 steps of 2 batches; 4 gates of 5 units with 7 inputs and 5 states.
  const Shapes lstm = {{2, 3, 7}, {5, 7}, {5, 7}, {5, 7}, {5, 7}, {5, 5}, {5, 5}, {5, 5}, {5, 5}};
  EXPECT_EQ(Macs(Opcode::kUnidirectionalSequenceLstm, lstm, {2, 3, 5}), 4u * 3 * 2 * (5 * 7 + 5 * 5));
}

TEST(MacsTest, WhatDoesNotMultiplyAndAccumulateHasNone) {
  EXPECT_EQ(Macs(Opcode::kAdd, {{1, 8}, {1, 8}}, {1, 8}), 0u);
  EXPECT_EQ(Macs(Opcode::kSoftmax, {{1, 8}}, {1, 8}), 0u);
  EXPECT_EQ(Macs(Opcode::kFullyConnected, {{1, 8}, {}}, {1, 8}), 0u)
      << "nonsense, which must not end the count";
}

// 2^30 elements times 9 weights do not fit into 32 bits.
TEST(MacsTest, LargeModelsDoNotOverflow) {
  EXPECT_EQ(Macs(Opcode::kDepthwiseConv2D, {{1, 32768, 16384, 2}, {1, 3, 3, 2}, {2}}, {1, 32768, 16384, 2}),
            9u * (uint64_t{1} << 30));
}

}  // namespace
}  // namespace assay
