#include "kernels/types.h"

namespace assay {

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
    case Status::kEndedEarly:
      return "ended early";
  }
  return "unknown status";
}

}  // namespace assay
