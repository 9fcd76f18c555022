// How much arithmetic a model is.
#ifndef ASSAY_HARNESS_MODEL_MACS_H_
#define ASSAY_HARNESS_MODEL_MACS_H_

#include <cstdint>

#include "runtime/model_reader.h"

namespace assay {

// Multiply-accumulates of operator `index`: one for every weight an output element uses, padding included, as
// MLPerf Tiny counts them. 0 for operators without weights. The model must have been loaded before (the
// reader does not check it again).
uint64_t OperatorMacs(const runtime::ModelReader& model, int index);

}  // namespace assay

#endif  // ASSAY_HARNESS_MODEL_MACS_H_
