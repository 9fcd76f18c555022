// What every layer of the device side agrees on: element types, shapes, quantisation, status codes.
// Freestanding; included by kernels, runtime, protocol, agent and harness alike.
#ifndef ASSAY_KERNELS_TYPES_H_
#define ASSAY_KERNELS_TYPES_H_

#include <cstddef>
#include <cstdint>

namespace assay {

// Element types, numbered as in the TensorFlow Lite schema (enum TensorType).
enum class Type : uint8_t {
  kFloat32 = 0,
  kInt32 = 2,
  kUInt8 = 3,
  kInt64 = 4,
  kBool = 6,
  kInt16 = 7,
  kInt8 = 9,
  kResource = 13,  // a variable's handle: 4 bytes
  kInt4 = 17,
  kNone = 255,  // an optional tensor that is absent
};

// Bytes of one element; 0 for types the runtime does not know (int4 is counted by its own rule: two a byte).
constexpr uint32_t TypeBytes(Type type) {
  switch (type) {
    case Type::kFloat32:
    case Type::kInt32:
    case Type::kResource:
      return 4;
    case Type::kUInt8:
    case Type::kBool:
    case Type::kInt8:
      return 1;
    case Type::kInt64:
      return 8;
    case Type::kInt16:
      return 2;
    case Type::kInt4:
    case Type::kNone:
      break;
  }
  return 0;
}

// "int8" of Type::kInt8, "none" of Type::kNone, for messages to people.
const char* TypeName(Type type);

// Every way in which a model, a request or a board can be unfit. The names travel over the link
// (docs/link.md) and into error messages, so a code keeps its number for ever.
enum class Status : uint8_t {
  kOk = 0,
  kMalformedModel =
      1,  // not a TensorFlow Lite FlatBuffer, truncated, or with an index or offset out of range
  kUnsupportedVersion = 2,    // the schema version is not 3
  kUnsupportedOperator = 3,   // no kernel set in this image has the operator
  kUnsupportedType = 4,       // the operator exists, but not for these element types
  kUnsupportedShape = 5,      // too many dimensions, a dynamic or an empty dimension
  kUnsupportedOption = 6,     // an option value the operator does not define
  kBadShape = 7,              // shapes of inputs, outputs and options contradict each other
  kBadQuantization = 8,       // scales or zero points are missing or contradict the operator's rules
  kArenaTooSmall = 9,         // the board's arena cannot hold the model's plan
  kModelTooLarge = 10,        // the board's model store cannot hold the model
  kDigestMismatch = 11,       // the model's SHA-256 is not the announced one
  kUnknownKernelSet = 12,     // no kernel set of that name in this image
  kNoModel = 13,              // the request needs a loaded model
  kOutOfRange = 14,           // an offset, index or length in a request is out of range
  kBadRequest = 15,           // a request that is malformed or makes no sense now
  kUnsupportedProtocol = 16,  // the harness speaks another version of the protocol
  // While a model runs, because of values that only then are known:
  kIndexOutOfRange = 17,  // a value that is used as an index, an axis or a length is out of range
  kDivisionByZero = 18,   // an integer division by zero
  kLoopLimit = 19,        // a WHILE ran more often than the runtime allows
  kEndedEarly = 20,       // not an error: an operator ended the inference (CIRCULAR_BUFFER not yet full)
  kOutOfDomain = 21,      // a function is not defined for a value (RSQRT of a negative one)
  kCallsTooDeep = 36,     // subgraphs call themselves, or each other in a circle or too deep
  kNameTooLong = 61,      // the name of a variable
  kDeadline = 62,         // the inference was not done in time
  kNotMine =
      255  // to the loader only: a kernel leaves the operation, which it could compute, to the next set
};

// "kBadShape" is "bad shape": one lower-case phrase a status, for messages to people.
const char* StatusName(Status status);

constexpr int kMaxRank = 6;

// Row-major; dims[0] is the outermost. All dims are > 0 and the product fits in int32 (checked by the model
// reader).
struct Shape {
  int32_t rank = 0;
  int32_t dims[kMaxRank] = {};

  int32_t elements() const {
    int32_t product = 1;
    for (int i = 0; i < rank; ++i) product *= dims[i];
    return product;
  }
};

// real = scale * (quantised - zero_point). Per-channel tensors (scale_count > 1) have zero_point 0
// throughout.
struct Quantization {
  const float* scales = nullptr;  // in place in the model; null if the tensor is not quantised
  int32_t scale_count = 0;
  int32_t zero_point = 0;
  int32_t axis = 0;  // the dimension the scales run along, if scale_count > 1
};

}  // namespace assay

#endif  // ASSAY_KERNELS_TYPES_H_
