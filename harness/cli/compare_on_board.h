// Kernel choices compared on a unit of a board, and what a user is told of it.
#ifndef ASSAY_HARNESS_CLI_COMPARE_ON_BOARD_H_
#define ASSAY_HARNESS_CLI_COMPARE_ON_BOARD_H_

#include <cstdint>
#include <string>
#include <vector>

#include "harness/base/error.h"
#include "harness/run/comparison.h"
#include "harness/run/session.h"

namespace assay::cli {

// What a model is compared on: the raw tensors in the file `input`; if that is empty, five random inputs,
// always the same. Throws UsageError, naming `model` and the file, if they do not fit the model.
std::vector<Input> ComparisonInputs(const std::string& model, const std::string& input,
                                    const ReferenceModel& reference);

struct ModelFile {
  std::string name;
  std::vector<uint8_t> bytes;
};

// Compares on a unit of the board that `start` brings to life. `notes` gets what is worth knowing and no
// fault. Throws UsageError if kernels, model or input are to blame, and InfraError for the rig.
Comparison CompareOnBoard(const Board& board, const UnitStarter& start, const ModelFile& model,
                          ReferenceModel* reference, const ComparisonOptions& options,
                          const AgentClient::Options& link, std::vector<std::string>* notes);

// Says on stderr which choices are wrong, and where. Throws InfraError if the figures cannot be believed.
ExitCode ReportComparison(const Comparison& comparison);

}  // namespace assay::cli

#endif  // ASSAY_HARNESS_CLI_COMPARE_ON_BOARD_H_
