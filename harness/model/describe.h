// A model's tensors in words.
#ifndef ASSAY_HARNESS_MODEL_DESCRIBE_H_
#define ASSAY_HARNESS_MODEL_DESCRIBE_H_

#include <cstdint>
#include <span>
#include <string>

#include "device-agent/runtime/interpreter.h"

namespace assay {

// "int8[1,49,10,1]"
std::string DescribeTensor(const runtime::TensorInfo& tensor);
// All of them, separated by commas.
std::string DescribeInputs(const runtime::Interpreter& model);
std::string DescribeOutputs(const runtime::Interpreter& model);

// The values of a tensor, at most `limit` of them: "-128 127 3".
std::string DescribeValues(Type type, std::span<const uint8_t> bytes, size_t limit = 32);

}  // namespace assay

#endif  // ASSAY_HARNESS_MODEL_DESCRIBE_H_
