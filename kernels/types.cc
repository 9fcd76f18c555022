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

}  // namespace assay
