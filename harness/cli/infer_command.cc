// assay infer: any model, any input, on any board; raw tensors in and out.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "harness/base/file.h"
#include "harness/base/interrupt.h"
#include "harness/base/text.h"
#include "harness/base/version.h"
#include "harness/cli/built_units.h"
#include "harness/cli/commands.h"
#include "harness/cli/raw_input.h"
#include "harness/cli/verdicts.h"
#include "harness/model/describe.h"
#include "harness/report/run_report.h"
#include "harness/run/kernels_option.h"
#include "harness/run/suite_run.h"
#include "server/record/record_json.h"

namespace assay::cli {
namespace {

// What the record of a single inference names as its suite.
constexpr const char* kSuite = "infer";

struct InferArguments {
  std::string model, input, output, board, kernels;
  double timeout_s = 10;
  std::optional<double> deadline_s;
  bool layers = false;
  bool json = false;
};

void PrintOutputs(const runtime::Interpreter& model, std::span<const uint8_t> bytes) {
  for (int i = 0; i < model.output_count(); ++i) {
    const runtime::TensorInfo tensor = model.output_info(i);
    fmt::print("output {} {}: {}\n", i, DescribeTensor(tensor),
               DescribeValues(tensor.type, bytes.first(tensor.bytes)));
    bytes = bytes.subspan(tensor.bytes);
  }
}

// A case of the model and the one input.
PreparedCase Prepare(const InferArguments& arguments) {
  PreparedCase prepared;
  prepared.files.definition.name = Printable(std::filesystem::path(arguments.model).stem().string(), 100);
  prepared.files.definition.model = Printable(arguments.model);
  prepared.files.model = ReadFile(arguments.model);
  prepared.files.definition.sha256 = Sha256Hex(prepared.files.model);
  prepared.reference = std::make_unique<ReferenceModel>(arguments.model, prepared.files.model);
  prepared.files.inputs.push_back(ReadRawInput(arguments.input, arguments.model, *prepared.reference));
  return prepared;
}

ExitCode Infer(const InferArguments& arguments) {
  const Board board = BoardCatalog(BoardsFolder()).Load(arguments.board);
  CheckKernelsForm(arguments.kernels);
  std::vector<PreparedCase> cases;
  cases.push_back(Prepare(arguments));
  Suite suite;
  suite.name = kSuite;
  suite.version = kVersion;

  CatchInterrupts();
  std::vector<uint8_t> output;
  RunOptions options;
  options.cases.silence = std::chrono::milliseconds(static_cast<int64_t>(arguments.timeout_s * 1000));
  options.cases.deadline = std::chrono::duration<double>(arguments.deadline_s.value_or(arguments.timeout_s));
  options.interrupted = Interrupted;
  options.cases.kernels = arguments.kernels;
  options.cases.samples = 1;
  options.cases.on_output = [&](size_t, std::span<const uint8_t> bytes) {
    output.assign(bytes.begin(), bytes.end());
  };
  RunEvents events;
  events.note = [](const std::string& note) { fmt::print(stderr, "assay: note: {}\n", note); };
  const record::Record record = RunSuite(board, StartBuiltUnit, suite, &cases, options, events);
  if (record.verdict == record::Verdict::kInfra) throw InfraError(record.reason);
  const record::Case& result = record.cases.front();
  if (!result.exactness)
    throw UsageError(fmt::format("{} on {}: {}", arguments.model, board.name, result.reason));

  if (!arguments.output.empty()) WriteOutput(arguments.output, output);
  if (arguments.json) {
    fmt::print("{}\n", record::ToJson(record).dump(2));
  } else {
    fmt::print("{}", RunTable({&record, 1}));
    if (arguments.layers) fmt::print("\n{}", LayerTable(result));
    if (arguments.output.empty()) PrintOutputs(cases.front().reference->interpreter(), output);
  }
  if (!result.reason.empty())
    fmt::print(stderr, "assay: {}: {}\n", record::ToString(result.verdict), result.reason);
  return ExitCodeOf(result.verdict);
}

}  // namespace

void AddInferCommand(CLI::App* app, ExitCode* exit_code) {
  auto arguments = std::make_shared<InferArguments>();
  CLI::App* command = app->add_subcommand("infer", "Run one inference of any model and check it");
  command->add_option("model", arguments->model, "The .tflite file")->required();
  command
      ->add_option("--input", arguments->input,
                   "Raw input tensors: row-major, the model's own type, concatenated")
      ->required();
  command->add_option("--output", arguments->output, "Where to write the raw output tensors");
  command->add_option("--board", arguments->board, "Board to run on")->default_val("host");
  command->add_option("--kernels", arguments->kernels, "Kernel set, SET[,OPERATOR=SET]...");
  command
      ->add_option("--timeout", arguments->timeout_s, "Seconds of silence after which a board counts as dead")
      ->check(CLI::Range(0.1, 86400.0))
      ->default_val(10);
  command
      ->add_option("--deadline", arguments->deadline_s,
                   "Seconds of the board's clock that an inference may take (--timeout if not given)")
      ->check(CLI::Range(0.001, 86400.0));
  command->add_flag("--layers", arguments->layers, "Also print every operator's count");
  command->add_flag("--json", arguments->json, "Print what a record would say of it");
  command->callback([arguments, exit_code] { *exit_code = Infer(*arguments); });
}

}  // namespace assay::cli
