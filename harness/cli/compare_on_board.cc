#include "harness/cli/compare_on_board.h"

#include <fmt/format.h>

#include <random>

#include "harness/cli/raw_input.h"
#include "harness/model/kernel_rows.h"
#include "harness/report/comparison_report.h"
#include "harness/run/inference.h"
#include "harness/run/kernels_option.h"

namespace assay::cli {
namespace {

// Inputs when none is given: enough to compare bits.
constexpr int kRandomInputs = 5;

// The code of each side; a note instead if the image has other kernels than this program. They are compared
// all the same.
void MeasureSides(const Image& image, const runtime::ModelReader& model, Comparison* comparison,
                  std::vector<std::string>* notes) {
  try {
    for (ComparisonSide& side : comparison->sides) side.code = MeasureCode(image, model, side.kernels);
  } catch (const UsageError& error) {
    notes->emplace_back(error.what());
  }
}

}  // namespace

std::vector<Input> ComparisonInputs(const std::string& model, const std::string& input,
                                    const ReferenceModel& reference) {
  if (!input.empty()) return {ReadRawInput(input, model, reference)};
  for (int i = 0; i < reference.interpreter().input_count(); ++i) {
    const Type type = reference.interpreter().input_info(i).type;
    if (type == Type::kInt8 || type == Type::kUInt8 || type == Type::kInt16) continue;
    throw UsageError(
        fmt::format("{}: give --input: random bytes make no sense for its {} input", model, TypeName(type)));
  }
  std::mt19937 random(1);  // the same inputs every time
  std::vector<Input> inputs(kRandomInputs);
  for (int i = 0; i < kRandomInputs; ++i) {
    Input& made = inputs[static_cast<size_t>(i)];
    made.name = fmt::format("{}", i);
    made.bytes.resize(reference.input_bytes());
    for (uint8_t& byte : made.bytes) byte = static_cast<uint8_t>(random());
  }
  return inputs;
}

Comparison CompareOnBoard(const Board& board, const UnitStarter& start, const ModelFile& model,
                          ReferenceModel* reference, const ComparisonOptions& options,
                          const AgentClient::Options& link, std::vector<std::string>* notes) {
  Session session(board, start(board), link);
  try {
    session.Connect(options.kernels.front());
    *notes = NotesOn(session.identity());
    for (const std::string& choice : options.kernels) {
      CheckKernelSets(choice, session.identity().kernel_sets);
    }
    Comparison comparison = Compare(session.agent(), session.identity(), model.bytes, reference, options);
    MeasureSides(session.image(), reference->reader(), &comparison, notes);
    return comparison;
  } catch (const UsageError&) {
    throw;
  } catch (const ModelFailure& failure) {
    throw UsageError(fmt::format("{} on {}: {}", model.name, board.name, failure.what()));
  } catch (const std::exception& error) {
    throw InfraError(session.Explain(error));
  }
}

ExitCode ReportComparison(const Comparison& comparison) {
  if (!comparison.fault.empty()) throw InfraError(comparison.fault);
  ExitCode exit_code = ExitCode::kPass;
  for (const ComparisonSide& side : comparison.sides) {
    const std::string inexact = DescribeInexactness(comparison, side);
    if (inexact.empty()) continue;
    fmt::print(stderr, "assay: fail: {}\n", inexact);
    exit_code = ExitCode::kFail;
  }
  return exit_code;
}

}  // namespace assay::cli
