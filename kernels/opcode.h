// Operators by number and by name.
#ifndef ASSAY_KERNELS_OPCODE_H_
#define ASSAY_KERNELS_OPCODE_H_

#include <cstdint>

namespace assay::kernels {

// Numbered as in the TensorFlow Lite schema (enum BuiltinOperator). Custom operators, which the schema knows
// by name only, have numbers from 0x4000 on.
enum class Opcode : int16_t {
  kAdd = 0,
  kAveragePool2D = 1,
  kConcatenation = 2,
  kConv2D = 3,
  kDepthwiseConv2D = 4,
  kDepthToSpace = 5,
  kDequantize = 6,
  kEmbeddingLookup = 7,
  kFloor = 8,
  kFullyConnected = 9,
  kL2Normalization = 11,
  kL2Pool2D = 12,
  kLogistic = 14,
  kMaxPool2D = 17,
  kMul = 18,
  kRelu = 19,
  kRelu6 = 21,
  kReshape = 22,
  kResizeBilinear = 23,
  kSoftmax = 25,
  kSpaceToDepth = 26,
  kSvdf = 27,
  kTanh = 28,
  kPad = 34,
  kGather = 36,
  kBatchToSpaceNd = 37,
  kSpaceToBatchNd = 38,
  kTranspose = 39,
  kMean = 40,
  kSub = 41,
  kDiv = 42,
  kSqueeze = 43,
  kUnidirectionalSequenceLstm = 44,
  kStridedSlice = 45,
  kExp = 47,
  kSplit = 49,
  kLogSoftmax = 50,
  kCast = 53,
  kPrelu = 54,
  kMaximum = 55,
  kArgMax = 56,
  kMinimum = 57,
  kLess = 58,
  kNeg = 59,
  kPadV2 = 60,
  kGreater = 61,
  kGreaterEqual = 62,
  kLessEqual = 63,
  kSlice = 65,
  kSin = 66,
  kTransposeConv = 67,
  kExpandDims = 70,
  kEqual = 71,
  kNotEqual = 72,
  kLog = 73,
  kSum = 74,
  kSqrt = 75,
  kRsqrt = 76,
  kShape = 77,
  kArgMin = 79,
  kReduceMax = 82,
  kPack = 83,
  kLogicalOr = 84,
  kLogicalAnd = 86,
  kLogicalNot = 87,
  kUnpack = 88,
  kReduceMin = 89,
  kFloorDiv = 90,
  kSquare = 92,
  kZerosLike = 93,
  kFill = 94,
  kFloorMod = 95,
  kResizeNearestNeighbor = 97,
  kLeakyRelu = 98,
  kSquaredDifference = 99,
  kMirrorPad = 100,
  kAbs = 101,
  kSplitV = 102,
  kCeil = 104,
  kReverseV2 = 105,
  kAddN = 106,
  kGatherNd = 107,
  kCos = 108,
  kElu = 111,
  kQuantize = 114,
  kRound = 116,
  kHardSwish = 117,
  kIf = 118,
  kWhile = 119,
  kSelectV2 = 123,
  kBatchMatmul = 126,
  kCumsum = 128,
  kCallOnce = 129,
  kBroadcastTo = 130,
  kReduceAll = 140,
  kVarHandle = 142,
  kReadVariable = 143,
  kAssignVariable = 144,
  kBroadcastArgs = 145,
  kDynamicUpdateSlice = 151,
  kCircularBuffer = 0x4000,
};

inline constexpr int16_t kFirstCustomOpcode = 0x4000;

// Custom operators by the names that models call them by.
struct CustomOperator {
  Opcode opcode;
  const char* name;
};
inline constexpr CustomOperator kCustomOperators[] = {{Opcode::kCircularBuffer, "CIRCULAR_BUFFER"}};

// Which input of an operator has the type that its kernel is chosen by.
constexpr int32_t ActivationsOperand(Opcode opcode) {
  switch (opcode) {
    case Opcode::kEmbeddingLookup:
    case Opcode::kSplit:
    case Opcode::kFill:
    case Opcode::kSelectV2:
    case Opcode::kAssignVariable:
      return 1;
    case Opcode::kTransposeConv:
      return 2;
    default:
      return 0;
  }
}

// Names are for people, and for programs of the PC: no image of a board has them.
struct OpcodeNameEntry {
  Opcode opcode;
  const char* name;  // the schema's, "CONV_2D"; of a custom operator its own
};

inline constexpr OpcodeNameEntry kOpcodeNames[] = {
    {Opcode::kAdd, "ADD"},
    {Opcode::kAveragePool2D, "AVERAGE_POOL_2D"},
    {Opcode::kConcatenation, "CONCATENATION"},
    {Opcode::kConv2D, "CONV_2D"},
    {Opcode::kDepthwiseConv2D, "DEPTHWISE_CONV_2D"},
    {Opcode::kDepthToSpace, "DEPTH_TO_SPACE"},
    {Opcode::kDequantize, "DEQUANTIZE"},
    {Opcode::kEmbeddingLookup, "EMBEDDING_LOOKUP"},
    {Opcode::kFloor, "FLOOR"},
    {Opcode::kFullyConnected, "FULLY_CONNECTED"},
    {Opcode::kL2Normalization, "L2_NORMALIZATION"},
    {Opcode::kL2Pool2D, "L2_POOL_2D"},
    {Opcode::kLogistic, "LOGISTIC"},
    {Opcode::kMaxPool2D, "MAX_POOL_2D"},
    {Opcode::kMul, "MUL"},
    {Opcode::kRelu, "RELU"},
    {Opcode::kRelu6, "RELU6"},
    {Opcode::kReshape, "RESHAPE"},
    {Opcode::kResizeBilinear, "RESIZE_BILINEAR"},
    {Opcode::kSoftmax, "SOFTMAX"},
    {Opcode::kSpaceToDepth, "SPACE_TO_DEPTH"},
    {Opcode::kSvdf, "SVDF"},
    {Opcode::kTanh, "TANH"},
    {Opcode::kPad, "PAD"},
    {Opcode::kGather, "GATHER"},
    {Opcode::kBatchToSpaceNd, "BATCH_TO_SPACE_ND"},
    {Opcode::kSpaceToBatchNd, "SPACE_TO_BATCH_ND"},
    {Opcode::kTranspose, "TRANSPOSE"},
    {Opcode::kMean, "MEAN"},
    {Opcode::kSub, "SUB"},
    {Opcode::kDiv, "DIV"},
    {Opcode::kSqueeze, "SQUEEZE"},
    {Opcode::kUnidirectionalSequenceLstm, "UNIDIRECTIONAL_SEQUENCE_LSTM"},
    {Opcode::kStridedSlice, "STRIDED_SLICE"},
    {Opcode::kExp, "EXP"},
    {Opcode::kSplit, "SPLIT"},
    {Opcode::kLogSoftmax, "LOG_SOFTMAX"},
    {Opcode::kCast, "CAST"},
    {Opcode::kPrelu, "PRELU"},
    {Opcode::kMaximum, "MAXIMUM"},
    {Opcode::kArgMax, "ARG_MAX"},
    {Opcode::kMinimum, "MINIMUM"},
    {Opcode::kLess, "LESS"},
    {Opcode::kNeg, "NEG"},
    {Opcode::kPadV2, "PADV2"},
    {Opcode::kGreater, "GREATER"},
    {Opcode::kGreaterEqual, "GREATER_EQUAL"},
    {Opcode::kLessEqual, "LESS_EQUAL"},
    {Opcode::kSlice, "SLICE"},
    {Opcode::kSin, "SIN"},
    {Opcode::kTransposeConv, "TRANSPOSE_CONV"},
    {Opcode::kExpandDims, "EXPAND_DIMS"},
    {Opcode::kEqual, "EQUAL"},
    {Opcode::kNotEqual, "NOT_EQUAL"},
    {Opcode::kLog, "LOG"},
    {Opcode::kSum, "SUM"},
    {Opcode::kSqrt, "SQRT"},
    {Opcode::kRsqrt, "RSQRT"},
    {Opcode::kShape, "SHAPE"},
    {Opcode::kArgMin, "ARG_MIN"},
    {Opcode::kReduceMax, "REDUCE_MAX"},
    {Opcode::kPack, "PACK"},
    {Opcode::kLogicalOr, "LOGICAL_OR"},
    {Opcode::kLogicalAnd, "LOGICAL_AND"},
    {Opcode::kLogicalNot, "LOGICAL_NOT"},
    {Opcode::kUnpack, "UNPACK"},
    {Opcode::kReduceMin, "REDUCE_MIN"},
    {Opcode::kFloorDiv, "FLOOR_DIV"},
    {Opcode::kSquare, "SQUARE"},
    {Opcode::kZerosLike, "ZEROS_LIKE"},
    {Opcode::kFill, "FILL"},
    {Opcode::kFloorMod, "FLOOR_MOD"},
    {Opcode::kResizeNearestNeighbor, "RESIZE_NEAREST_NEIGHBOR"},
    {Opcode::kLeakyRelu, "LEAKY_RELU"},
    {Opcode::kSquaredDifference, "SQUARED_DIFFERENCE"},
    {Opcode::kMirrorPad, "MIRROR_PAD"},
    {Opcode::kAbs, "ABS"},
    {Opcode::kSplitV, "SPLIT_V"},
    {Opcode::kCeil, "CEIL"},
    {Opcode::kReverseV2, "REVERSE_V2"},
    {Opcode::kAddN, "ADD_N"},
    {Opcode::kGatherNd, "GATHER_ND"},
    {Opcode::kCos, "COS"},
    {Opcode::kElu, "ELU"},
    {Opcode::kQuantize, "QUANTIZE"},
    {Opcode::kRound, "ROUND"},
    {Opcode::kHardSwish, "HARD_SWISH"},
    {Opcode::kIf, "IF"},
    {Opcode::kWhile, "WHILE"},
    {Opcode::kSelectV2, "SELECT_V2"},
    {Opcode::kBatchMatmul, "BATCH_MATMUL"},
    {Opcode::kCumsum, "CUMSUM"},
    {Opcode::kCallOnce, "CALL_ONCE"},
    {Opcode::kBroadcastTo, "BROADCAST_TO"},
    {Opcode::kReduceAll, "REDUCE_ALL"},
    {Opcode::kVarHandle, "VAR_HANDLE"},
    {Opcode::kReadVariable, "READ_VARIABLE"},
    {Opcode::kAssignVariable, "ASSIGN_VARIABLE"},
    {Opcode::kBroadcastArgs, "BROADCAST_ARGS"},
    {Opcode::kDynamicUpdateSlice, "DYNAMIC_UPDATE_SLICE"},
    {Opcode::kCircularBuffer, "CIRCULAR_BUFFER"},
};

// The schema's name of an operator the runtime knows; "?" for any other.
const char* OpcodeName(Opcode opcode);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPCODE_H_
