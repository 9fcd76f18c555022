#include "kernels/types.h"

namespace assay {

const char* TypeName(Type type) {
  switch (type) {
    case Type::kFloat32:
      return "float32";
    case Type::kInt32:
      return "int32";
    case Type::kUInt8:
      return "uint8";
    case Type::kInt64:
      return "int64";
    case Type::kBool:
      return "bool";
    case Type::kInt16:
      return "int16";
    case Type::kInt8:
      return "int8";
    case Type::kResource:
      return "resource";
    case Type::kInt4:
      return "int4";
    case Type::kNone:
      break;
  }
  return "none";
}

const char* StatusName(Status status) {
  switch (status) {
    case Status::kOk:
      return "ok";
    case Status::kMalformedModel:
      return "malformed model";
    case Status::kUnsupportedVersion:
      return "unsupported version";
    case Status::kUnsupportedOperator:
      return "unsupported operator";
    case Status::kUnsupportedType:
      return "unsupported type";
    case Status::kUnsupportedShape:
      return "unsupported shape";
    case Status::kUnsupportedOption:
      return "unsupported option";
    case Status::kBadShape:
      return "bad shape";
    case Status::kBadQuantization:
      return "bad quantization";
    case Status::kArenaTooSmall:
      return "arena too small";
    case Status::kModelTooLarge:
      return "model too large";
    case Status::kDigestMismatch:
      return "digest mismatch";
    case Status::kUnknownKernelSet:
      return "unknown kernel set";
    case Status::kNoModel:
      return "no model";
    case Status::kOutOfRange:
      return "out of range";
    case Status::kBadRequest:
      return "bad request";
    case Status::kUnsupportedProtocol:
      return "unsupported protocol";
    case Status::kIndexOutOfRange:
      return "index out of range";
    case Status::kDivisionByZero:
      return "division by zero";
    case Status::kLoopLimit:
      return "loop limit reached";
    case Status::kOutOfDomain:
      return "out of domain";
    case Status::kNotMine:
      return "not mine";
    case Status::kCallsTooDeep:
      return "calls too deep";
    case Status::kNameTooLong:
      return "name too long";
    case Status::kDeadline:
      return "deadline passed";
    case Status::kEndedEarly:
      return "ended early";
  }
  return "unknown status";
}

}  // namespace assay
