// The sentence that a Fault comes to: where, which field of the model, what is wrong with it, what stands
// there instead, and what to do where there is a usual cause.
#ifndef ASSAY_HARNESS_MODEL_DESCRIBE_FAULT_H_
#define ASSAY_HARNESS_MODEL_DESCRIBE_FAULT_H_

#include <string>

#include "device-agent/runtime/interpreter.h"

namespace assay {

// "operator 0 CONV_2D, inputs[1], tensor 1 'filter' int8[2,3,3,2] (subgraphs[0].tensors[1].buffer): the data
// are not of the size of type and shape: 35 bytes, not 36". With the bytes missing where memory is short.
// Without a model it is only what the fault itself holds.
std::string DescribeFault(const runtime::Fault& fault, const runtime::ModelReader* model = nullptr);

}  // namespace assay

#endif  // ASSAY_HARNESS_MODEL_DESCRIBE_FAULT_H_
