// assay compare: kernel choices side by side on one board.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <random>

#include "harness/base/file.h"
#include "harness/base/interrupt.h"
#include "harness/base/resources.h"
#include "harness/cli/commands.h"
#include "harness/model/describe.h"
#include "harness/model/kernel_rows.h"
#include "harness/report/comparison_report.h"
#include "harness/report/progress.h"
#include "harness/run/inference.h"
#include "harness/run/kernels_option.h"
#include "harness/run/session.h"

namespace assay::cli {
namespace {

// Inputs when none is given: enough to compare bits.
constexpr int kRandomInputs = 5;

struct CompareArguments {
  std::string model, input, board, kernels;
  int rounds = 0;
  double timeout_s = 10;
  bool json = false;
};

std::vector<Input> Inputs(const CompareArguments& arguments, const ReferenceModel& reference) {
  const size_t bytes = reference.input_bytes();
  if (!arguments.input.empty()) {
    Input input;
    input.name = arguments.input;
    input.bytes = ReadFile(arguments.input);
    if (input.bytes.size() != bytes) {
      throw UsageError(fmt::format("{}: holds {} bytes, but {} takes {} bytes, {}", arguments.input,
                                   input.bytes.size(), arguments.model, bytes,
                                   DescribeInputs(reference.interpreter())));
    }
    return {input};
  }
  for (int i = 0; i < reference.interpreter().input_count(); ++i) {
    const Type type = reference.interpreter().input_info(i).type;
    if (type == Type::kInt8 || type == Type::kUInt8 || type == Type::kInt16) continue;
    throw UsageError(fmt::format("{}: give --input: random bytes make no sense for its {} input",
                                 arguments.model, TypeName(type)));
  }
  std::mt19937 random(1);  // the same inputs every time
  std::vector<Input> inputs(kRandomInputs);
  for (int i = 0; i < kRandomInputs; ++i) {
    Input& input = inputs[static_cast<size_t>(i)];
    input.name = fmt::format("{}", i);
    input.bytes.resize(bytes);
    for (uint8_t& byte : input.bytes) byte = static_cast<uint8_t>(random());
  }
  return inputs;
}

// The code of each side; a note instead if the image has other kernels than this program. They are compared
// all the same.
void MeasureSides(const Image& image, const runtime::ModelReader& model, Comparison* comparison,
                  std::string* note) {
  try {
    for (ComparisonSide& side : comparison->sides) side.code = MeasureCode(image, model, side.kernels);
  } catch (const UsageError& error) {
    *note = error.what();
  }
}

ExitCode CompareKernels(const CompareArguments& arguments) {
  const Board board = BoardCatalog(BoardsFolder()).Load(arguments.board);
  ComparisonOptions options;
  options.kernels = SplitKernelChoices(arguments.kernels);
  if (options.kernels.size() < 2) {
    throw UsageError("--kernels: name at least two choices to compare, such as reference,portable");
  }
  const std::vector<uint8_t> model = ReadFile(arguments.model);
  ReferenceModel reference(arguments.model, model);
  options.inputs = Inputs(arguments, reference);
  options.rounds = arguments.rounds;
  ProgressBar bar;
  options.progress = [&](int done, int total) {
    bar.Show(fmt::format("{} on {}", std::filesystem::path(arguments.model).stem().string(), board.name),
             done, total);
  };

  CatchInterrupts();
  AgentClient::Options link;
  link.silence = std::chrono::milliseconds(static_cast<int64_t>(arguments.timeout_s * 1000));
  link.interrupted = Interrupted;
  options.silence = link.silence;
  Session session(board, BuiltArtifacts(), link);
  Comparison comparison;
  std::string note;
  try {
    session.Connect(options.kernels.front());
    for (const std::string& choice : options.kernels) {
      CheckKernelSets(choice, session.identity().kernel_sets);
    }
    comparison = Compare(session.agent(), session.identity(), model, &reference, options);
    MeasureSides(session.image(), reference.reader(), &comparison, &note);
  } catch (const UsageError&) {
    throw;
  } catch (const ModelFailure& failure) {
    throw UsageError(fmt::format("{} on {}: {}", arguments.model, board.name, failure.what()));
  } catch (const std::exception& error) {
    throw InfraError(session.Explain(error));
  }
  bar.Clear();
  if (!note.empty()) fmt::print(stderr, "assay: note: {}\n", note);

  if (arguments.json) {
    nlohmann::json json = ComparisonJson(comparison);
    json["board"] = board.name;
    json["virtual"] = board.is_virtual;
    json["model"] = {{"file", arguments.model}, {"sha256", Sha256Hex(model)}};
    fmt::print("{}\n", json.dump(2));
  } else {
    fmt::print("{} on {}{}\n\n{}", arguments.model, board.name, board.is_virtual ? " (virtual)" : "",
               ComparisonTable(comparison));
  }
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

}  // namespace

void AddCompareCommand(CLI::App* app, ExitCode* exit_code) {
  auto arguments = std::make_shared<CompareArguments>();
  CLI::App* command =
      app->add_subcommand("compare", "Kernel sets side by side on one board, operator by operator");
  command
      ->add_option(
          "--kernels", arguments->kernels,
          "Choices to compare: SET,SET[,OPERATOR=SET]...; an OPERATOR=SET belongs to the SET before it")
      ->required();
  command->add_option("--model", arguments->model, "The .tflite file")->required();
  command->add_option("--board", arguments->board, "Board to run on")->default_val("host");
  command->add_option("--input", arguments->input,
                      "Raw input tensors, concatenated; without it, five random inputs, always the same");
  command->add_option("--rounds", arguments->rounds, "Samples of each choice")->check(CLI::Range(1, 10000));
  command
      ->add_option("--timeout", arguments->timeout_s, "Seconds of silence after which a board counts as dead")
      ->check(CLI::Range(0.1, 86400.0))
      ->default_val(10);
  command->add_flag("--json", arguments->json, "Print JSON, with every sample");
  command->callback([arguments, exit_code] { *exit_code = CompareKernels(*arguments); });
}

}  // namespace assay::cli
