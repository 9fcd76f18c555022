// How the options of an operator lie in the model file (kernels/operators/options.h), packed: flash is dear.
#ifndef ASSAY_RUNTIME_OPTIONS_FORMAT_H_
#define ASSAY_RUNTIME_OPTIONS_FORMAT_H_

#include <cstdint>
#include <span>

#include "kernels/operators/options.h"

namespace assay::runtime {

using kernels::FieldKind;
using kernels::kMaxOptionsFields;
using kernels::OptionsField;

inline constexpr uint32_t kMaxOptionsBytes = 32;  // of a plain struct

struct OptionsFormat {
  uint8_t table = 0;  // the schema's number of the options' type (union BuiltinOptions)
  std::span<const OptionsField> fields;
};

// Without fields for operators whose options, if any, have none.
OptionsFormat FindOptionsFormat(kernels::Opcode opcode);

}  // namespace assay::runtime

#endif  // ASSAY_RUNTIME_OPTIONS_FORMAT_H_
