// The generated accessors of the model, with FlatBuffers' assertions off: nothing is accessed that has not
// been verified, and an assertion would pull printf and abort into the image.
#ifndef ASSAY_RUNTIME_FLATBUFFERS_H_
#define ASSAY_RUNTIME_FLATBUFFERS_H_

#define FLATBUFFERS_ASSERT(condition) ((void)0)
#define FLATBUFFERS_ASSERT_INCLUDE <cstdlib>
#include "runtime/tflite_generated.h"

#endif  // ASSAY_RUNTIME_FLATBUFFERS_H_
