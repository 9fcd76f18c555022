#include "harness/model/operator_name.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "kernels/opcode.h"

namespace assay {
namespace {

// In the order of the schema's enum BuiltinOperator, from 0.
constexpr std::array kNames = {"ADD",
                               "AVERAGE_POOL_2D",
                               "CONCATENATION",
                               "CONV_2D",
                               "DEPTHWISE_CONV_2D",
                               "DEPTH_TO_SPACE",
                               "DEQUANTIZE",
                               "EMBEDDING_LOOKUP",
                               "FLOOR",
                               "FULLY_CONNECTED",
                               "HASHTABLE_LOOKUP",
                               "L2_NORMALIZATION",
                               "L2_POOL_2D",
                               "LOCAL_RESPONSE_NORMALIZATION",
                               "LOGISTIC",
                               "LSH_PROJECTION",
                               "LSTM",
                               "MAX_POOL_2D",
                               "MUL",
                               "RELU",
                               "RELU_N1_TO_1",
                               "RELU6",
                               "RESHAPE",
                               "RESIZE_BILINEAR",
                               "RNN",
                               "SOFTMAX",
                               "SPACE_TO_DEPTH",
                               "SVDF",
                               "TANH",
                               "CONCAT_EMBEDDINGS",
                               "SKIP_GRAM",
                               "CALL",
                               "CUSTOM",
                               "EMBEDDING_LOOKUP_SPARSE",
                               "PAD",
                               "UNIDIRECTIONAL_SEQUENCE_RNN",
                               "GATHER",
                               "BATCH_TO_SPACE_ND",
                               "SPACE_TO_BATCH_ND",
                               "TRANSPOSE",
                               "MEAN",
                               "SUB",
                               "DIV",
                               "SQUEEZE",
                               "UNIDIRECTIONAL_SEQUENCE_LSTM",
                               "STRIDED_SLICE",
                               "BIDIRECTIONAL_SEQUENCE_RNN",
                               "EXP",
                               "TOPK_V2",
                               "SPLIT",
                               "LOG_SOFTMAX",
                               "DELEGATE",
                               "BIDIRECTIONAL_SEQUENCE_LSTM",
                               "CAST",
                               "PRELU",
                               "MAXIMUM",
                               "ARG_MAX",
                               "MINIMUM",
                               "LESS",
                               "NEG",
                               "PADV2",
                               "GREATER",
                               "GREATER_EQUAL",
                               "LESS_EQUAL",
                               "SELECT",
                               "SLICE",
                               "SIN",
                               "TRANSPOSE_CONV",
                               "SPARSE_TO_DENSE",
                               "TILE",
                               "EXPAND_DIMS",
                               "EQUAL",
                               "NOT_EQUAL",
                               "LOG",
                               "SUM",
                               "SQRT",
                               "RSQRT",
                               "SHAPE",
                               "POW",
                               "ARG_MIN",
                               "FAKE_QUANT",
                               "REDUCE_PROD",
                               "REDUCE_MAX",
                               "PACK",
                               "LOGICAL_OR",
                               "ONE_HOT",
                               "LOGICAL_AND",
                               "LOGICAL_NOT",
                               "UNPACK",
                               "REDUCE_MIN",
                               "FLOOR_DIV",
                               "REDUCE_ANY",
                               "SQUARE",
                               "ZEROS_LIKE",
                               "FILL",
                               "FLOOR_MOD",
                               "RANGE",
                               "RESIZE_NEAREST_NEIGHBOR",
                               "LEAKY_RELU",
                               "SQUARED_DIFFERENCE",
                               "MIRROR_PAD",
                               "ABS",
                               "SPLIT_V",
                               "UNIQUE",
                               "CEIL",
                               "REVERSE_V2",
                               "ADD_N",
                               "GATHER_ND",
                               "COS",
                               "WHERE",
                               "RANK",
                               "ELU",
                               "REVERSE_SEQUENCE",
                               "MATRIX_DIAG",
                               "QUANTIZE",
                               "MATRIX_SET_DIAG",
                               "ROUND",
                               "HARD_SWISH",
                               "IF",
                               "WHILE",
                               "NON_MAX_SUPPRESSION_V4",
                               "NON_MAX_SUPPRESSION_V5",
                               "SCATTER_ND",
                               "SELECT_V2",
                               "DENSIFY",
                               "SEGMENT_SUM",
                               "BATCH_MATMUL",
                               "PLACEHOLDER_FOR_GREATER_OP_CODES",
                               "CUMSUM",
                               "CALL_ONCE",
                               "BROADCAST_TO",
                               "RFFT2D",
                               "CONV_3D",
                               "IMAG",
                               "REAL",
                               "COMPLEX_ABS",
                               "HASHTABLE",
                               "HASHTABLE_FIND",
                               "HASHTABLE_IMPORT",
                               "HASHTABLE_SIZE",
                               "REDUCE_ALL",
                               "CONV_3D_TRANSPOSE",
                               "VAR_HANDLE",
                               "READ_VARIABLE",
                               "ASSIGN_VARIABLE",
                               "BROADCAST_ARGS",
                               "RANDOM_STANDARD_NORMAL",
                               "BUCKETIZE",
                               "RANDOM_UNIFORM",
                               "MULTINOMIAL",
                               "GELU",
                               "DYNAMIC_UPDATE_SLICE",
                               "RELU_0_TO_1",
                               "UNSORTED_SEGMENT_PROD",
                               "UNSORTED_SEGMENT_MAX",
                               "UNSORTED_SEGMENT_SUM",
                               "ATAN2",
                               "UNSORTED_SEGMENT_MIN",
                               "SIGN",
                               "BITCAST",
                               "BITWISE_XOR",
                               "RIGHT_SHIFT"};

}  // namespace

std::string OperatorName(int opcode) {
  if (opcode >= 0 && static_cast<size_t>(opcode) < kNames.size()) return kNames[static_cast<size_t>(opcode)];
  for (const kernels::CustomOperator& custom : kernels::kCustomOperators) {
    if (static_cast<int>(custom.opcode) == opcode) return custom.name;
  }
  return fmt::format("operator {}", opcode);
}

std::string WithOperatorNumbers(const std::string& kernels) {
  std::string numbered;
  for (size_t at = 0; at < kernels.size();) {
    const size_t comma = std::min(kernels.find(',', at), kernels.size());
    std::string item = kernels.substr(at, comma - at);
    const size_t equals = item.find('=');
    for (const kernels::OpcodeNameEntry& entry : kernels::kOpcodeNames) {
      if (equals == std::string::npos || item.compare(0, equals, entry.name) != 0) continue;
      item = fmt::format("{}{}", static_cast<int>(entry.opcode), item.substr(equals));
      break;
    }
    numbered += item;
    if (comma < kernels.size()) numbered += ',';
    at = comma + 1;
  }
  return numbered;
}

}  // namespace assay
