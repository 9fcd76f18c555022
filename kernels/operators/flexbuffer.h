// The options of custom operators: FlexBuffers, which come from outside and are read with every bound
// checked. Format: https://flatbuffers.dev/flexbuffers and https://flatbuffers.dev/internals ("FlexBuffers").
#ifndef ASSAY_KERNELS_OPERATORS_FLEXBUFFER_H_
#define ASSAY_KERNELS_OPERATORS_FLEXBUFFER_H_

#include "kernels/operators/options.h"
#include "kernels/types.h"

namespace assay::kernels {

// The value of `key` in a FlexBuffer that is a map of that key alone to a signed integer.
//   kBrokenCustomOptions  not a FlexBuffer, or one that points beyond its bytes
//   kUnsupportedOption    a FlexBuffer of something else
Status ReadFlexInteger(const ModelBytes& bytes, const char* key, int64_t* value);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_FLEXBUFFER_H_
