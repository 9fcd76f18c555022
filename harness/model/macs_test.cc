#include "harness/model/macs.h"

#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "device-agent/runtime/testing/model_builder.h"
#include "harness/model/host_model.h"
#include "kernels/operator_name.h"
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

// Operators without multiply-accumulates, whether Assay has them or not. An operator that is in neither this
// list nor macs.cc has no kernel so far.
constexpr const char* kWithoutMacs = R"(
  ABS ADD ADD_N ARG_MAX ARG_MIN ASSIGN_VARIABLE ATAN2 AVERAGE_POOL_2D BATCH_TO_SPACE_ND BITCAST
  BITWISE_XOR BROADCAST_ARGS BROADCAST_TO BUCKETIZE CALL_ONCE CAST CEIL CIRCULAR_BUFFER COMPLEX_ABS
  CONCATENATION CONCAT_EMBEDDINGS COS CUMSUM DENSIFY DEPTH_TO_SPACE DEQUANTIZE DILATE DIV
  DYNAMIC_UPDATE_SLICE ELU EMBEDDING_LOOKUP EQUAL EXP EXPAND_DIMS FAKE_QUANT FILL FLOOR FLOOR_DIV
  FLOOR_MOD GATHER GATHER_ND GELU GREATER GREATER_EQUAL HARD_SWISH HASHTABLE HASHTABLE_FIND
  HASHTABLE_IMPORT HASHTABLE_LOOKUP HASHTABLE_SIZE IF IMAG L2_NORMALIZATION L2_POOL_2D LEAKY_RELU LESS
  LESS_EQUAL LOCAL_RESPONSE_NORMALIZATION LOG LOGICAL_AND LOGICAL_NOT LOGICAL_OR LOGISTIC LOG_SOFTMAX
  MATRIX_DIAG MATRIX_SET_DIAG MAXIMUM MAX_POOL_2D MEAN MINIMUM MIRROR_PAD MUL MULTINOMIAL NEG
  NON_MAX_SUPPRESSION_V4 NON_MAX_SUPPRESSION_V5 NOT_EQUAL ONE_HOT PACK PAD PADV2 POW PRELU QUANTIZE
  RANDOM_STANDARD_NORMAL RANDOM_UNIFORM RANGE RANK READ_VARIABLE REAL REDUCE_ALL REDUCE_ANY REDUCE_MAX
  REDUCE_MIN REDUCE_PROD REDUCE_WINDOW RELU RELU6 RELU_0_TO_1 RELU_N1_TO_1 RESHAPE RESIZE_BILINEAR
  RESIZE_NEAREST_NEIGHBOR REVERSE_SEQUENCE REVERSE_V2 RIGHT_SHIFT ROUND RSQRT SCATTER_ND SEGMENT_SUM
  SELECT SELECT_V2 SHAPE SIGN SIN SKIP_GRAM SLICE SOFTMAX SPACE_TO_BATCH_ND SPACE_TO_DEPTH SPARSE_TO_DENSE
  SPLIT SPLIT_V SQRT SQUARE SQUARED_DIFFERENCE SQUEEZE STABLEHLO_ABS STABLEHLO_ADD STABLEHLO_AND
  STABLEHLO_BROADCAST_IN_DIM STABLEHLO_CASE STABLEHLO_CBRT STABLEHLO_CLAMP STABLEHLO_COMPARE
  STABLEHLO_CONCATENATE STABLEHLO_CONVERT STABLEHLO_COSINE STABLEHLO_DIVIDE STABLEHLO_DYNAMIC_SLICE
  STABLEHLO_DYNAMIC_UPDATE_SLICE STABLEHLO_EXPONENTIAL STABLEHLO_FLOOR STABLEHLO_GATHER STABLEHLO_IOTA
  STABLEHLO_LOG STABLEHLO_LOGISTIC STABLEHLO_MAXIMUM STABLEHLO_MINIMUM STABLEHLO_MULTIPLY STABLEHLO_NEGATE
  STABLEHLO_OR STABLEHLO_PAD STABLEHLO_POWER STABLEHLO_REDUCE STABLEHLO_REDUCE_WINDOW STABLEHLO_REMAINDER
  STABLEHLO_RESHAPE STABLEHLO_RNG_BIT_GENERATOR STABLEHLO_RSQRT STABLEHLO_SCATTER STABLEHLO_SELECT
  STABLEHLO_SHIFT_LEFT STABLEHLO_SLICE STABLEHLO_SORT STABLEHLO_SUBTRACT STABLEHLO_TANH
  STABLEHLO_TRANSPOSE STABLEHLO_WHILE STRIDED_SLICE SUB SUM TANH TILE TOPK_V2 TRANSPOSE UNIQUE UNPACK
  UNSORTED_SEGMENT_MAX UNSORTED_SEGMENT_MIN UNSORTED_SEGMENT_PROD UNSORTED_SEGMENT_SUM VAR_HANDLE WHERE
  WHILE ZEROS_LIKE
)";

TEST(MacsTest, EveryOperatorWithAKernelIsCountedOrKnownToHaveNone) {
  std::istringstream words(kWithoutMacs);
  std::set<std::string> without;
  for (std::string name; words >> name;) {
    EXPECT_GE(OperatorNumber(name), 0) << name << " is no operator";
    EXPECT_TRUE(without.insert(name).second) << name << " is there twice";
  }
  const Shapes any(9, {2, 2, 2, 2});  // enough for each that is counted
  std::set<Opcode> seen;
  for (const kernels::KernelSet* set : kernels::kKernelSets) {
    for (const kernels::Kernel* row : set->kernels) {
      if (!seen.insert(row->opcode).second) continue;
      const std::string name = OperatorName(row->opcode);
      const bool counted = Macs(row->opcode, any, any[0]) > 0;
      EXPECT_NE(counted, without.contains(name))
          << name << (counted ? " is counted, and listed here as one without" : ": count it in macs.cc");
    }
  }
}

// 2^30 elements times 9 weights do not fit into 32 bits.
TEST(MacsTest, LargeModelsDoNotOverflow) {
  EXPECT_EQ(Macs(Opcode::kDepthwiseConv2D, {{1, 32768, 16384, 2}, {1, 3, 3, 2}, {2}}, {1, 32768, 16384, 2}),
            9u * (uint64_t{1} << 30));
}

}  // namespace
}  // namespace assay
