#include "harness/cli/raw_input.h"

#include <fmt/format.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/model/describe.h"

namespace assay::cli {

Input ReadRawInput(const std::string& file, const std::string& model, const ReferenceModel& reference) {
  Input input;
  input.name = file;
  input.bytes = ReadFile(file);
  if (input.bytes.size() != reference.input_bytes()) {
    throw UsageError(fmt::format("{}: holds {} bytes, but {} takes {} bytes, {}", file, input.bytes.size(),
                                 model, reference.input_bytes(), DescribeInputs(reference.interpreter())));
  }
  return input;
}

}  // namespace assay::cli
