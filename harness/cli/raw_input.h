#ifndef ASSAY_HARNESS_CLI_RAW_INPUT_H_
#define ASSAY_HARNESS_CLI_RAW_INPUT_H_

#include <string>

#include "harness/exactness/reference.h"
#include "harness/suite/suite.h"

namespace assay::cli {

// The raw input tensors in a file: row-major, of the model's own types, concatenated. Throws UsageError,
// which also names `model`, if their size is not that of the model's inputs.
Input ReadRawInput(const std::string& file, const std::string& model, const ReferenceModel& reference);

}  // namespace assay::cli

#endif  // ASSAY_HARNESS_CLI_RAW_INPUT_H_
