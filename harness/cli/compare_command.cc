// assay compare: kernel choices side by side on one board.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "harness/base/file.h"
#include "harness/base/interrupt.h"
#include "harness/cli/built_units.h"
#include "harness/cli/commands.h"
#include "harness/cli/compare_on_board.h"
#include "harness/report/comparison_report.h"
#include "harness/report/progress.h"
#include "harness/run/kernels_option.h"

namespace assay::cli {
namespace {

struct CompareArguments {
  std::string model, input, board, kernels;
  int rounds = 0;
  double timeout_s = 10;
  bool json = false;
};

ExitCode CompareKernels(const CompareArguments& arguments) {
  const Board board = BoardCatalog(BoardsFolder()).Load(arguments.board);
  ComparisonOptions options;
  options.kernels = SplitKernelChoices(arguments.kernels);
  if (options.kernels.size() < 2) {
    throw UsageError("--kernels: name at least two choices to compare, such as reference,portable");
  }
  const ModelFile model = {arguments.model, ReadFile(arguments.model)};
  ReferenceModel reference(model.name, model.bytes);
  options.inputs = ComparisonInputs(model.name, arguments.input, reference);
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
  std::vector<std::string> notes;
  const Comparison comparison =
      CompareOnBoard(board, StartBuiltUnit, model, &reference, options, link, &notes);
  bar.Clear();
  for (const std::string& note : notes) fmt::print(stderr, "assay: note: {}\n", note);

  if (arguments.json) {
    nlohmann::json json = ComparisonJson(comparison);
    json["board"] = board.name;
    json["virtual"] = board.is_virtual;
    json["model"] = {{"file", arguments.model}, {"sha256", Sha256Hex(model.bytes)}};
    fmt::print("{}\n", json.dump(2));
  } else {
    fmt::print("{} on {}{}\n\n{}", arguments.model, board.name, board.is_virtual ? " (virtual)" : "",
               ComparisonTable(comparison));
  }
  return ReportComparison(comparison);
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
