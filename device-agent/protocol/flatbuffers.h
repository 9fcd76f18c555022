// The generated accessors of the messages.
#ifndef ASSAY_PROTOCOL_FLATBUFFERS_H_
#define ASSAY_PROTOCOL_FLATBUFFERS_H_

#include "device-agent/flatbuffers_setup.h"
//
#include "device-agent/protocol/messages_generated.h"

#endif  // ASSAY_PROTOCOL_FLATBUFFERS_H_
