// How much arithmetic a model is.
#ifndef ASSAY_HARNESS_MODEL_MACS_H_
#define ASSAY_HARNESS_MODEL_MACS_H_

#include <cstdint>

#include "device-agent/runtime/model_reader.h"

namespace assay {

// Multiply-accumulates of operator `index`: one for every weight an output element uses, padding included, as
// MLPerf Tiny counts them. 0 for operators that do not multiply and accumulate, and for those that make no
// sense.
uint64_t OperatorMacs(const runtime::ModelReader& model, int index);

}  // namespace assay

#endif  // ASSAY_HARNESS_MODEL_MACS_H_
