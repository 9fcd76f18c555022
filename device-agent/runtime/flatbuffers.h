// The generated accessors of the model.
#ifndef ASSAY_RUNTIME_FLATBUFFERS_H_
#define ASSAY_RUNTIME_FLATBUFFERS_H_

#include "device-agent/flatbuffers_setup.h"
//
#include "device-agent/runtime/tflite_generated.h"

#endif  // ASSAY_RUNTIME_FLATBUFFERS_H_
