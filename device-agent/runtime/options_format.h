// How options lie in the model file, as data: which field of which table goes where in the operator's plain
// struct (kernels/operators/options.h).
#ifndef ASSAY_RUNTIME_OPTIONS_FORMAT_H_
#define ASSAY_RUNTIME_OPTIONS_FORMAT_H_

#include <cstdint>
#include <span>

#include "kernels/opcode.h"

namespace assay::runtime {

enum class FieldKind : uint8_t {
  kNone,  // no field
  kInt8,  // int8_t and enums of that size
  kBool,
  kInt32,
  kFloat,
  kBytes,  // ModelBytes: a string or a vector of bytes
  kInts,   // ModelInts: a vector of int32
};

struct OptionsField {
  FieldKind kind = FieldKind::kNone;
  uint8_t id = 0;      // of the field, as in the schema
  uint8_t offset = 0;  // in the plain struct
  int8_t default_value = 0;
};

inline constexpr int kMaxOptionsFields = 7;
inline constexpr uint32_t kMaxOptionsBytes = 32;  // of a plain struct

struct OptionsFormat {
  uint8_t table = 0;  // the schema's number of the options' type (union BuiltinOptions)
  std::span<const OptionsField> fields;
};

// Without fields for operators whose options, if any, have none.
OptionsFormat FindOptionsFormat(kernels::Opcode opcode);

}  // namespace assay::runtime

#endif  // ASSAY_RUNTIME_OPTIONS_FORMAT_H_
