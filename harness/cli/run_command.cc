// assay run: a suite on boards, giving a record each.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "harness/base/file.h"
#include "harness/base/interrupt.h"
#include "harness/base/resources.h"
#include "harness/cli/built_units.h"
#include "harness/cli/commands.h"
#include "harness/cli/delivery.h"
#include "harness/cli/run_on_boards.h"
#include "harness/cli/verdicts.h"
#include "harness/report/run_report.h"
#include "harness/spool/spool.h"
#include "server/record/record_json.h"

namespace assay::cli {
namespace {

struct RunArguments {
  SuiteRequest request;
  std::string out;
  double timeout_s = 10;
  std::optional<double> deadline_s;
  bool json = false;
  bool layers = false;
};

ExitCode Run(RunArguments arguments) {
  SuiteRequest& request = arguments.request;
  if (request.options.cases.mode == record::Mode::kEnergy) {
    throw UsageError("--mode energy needs an energy monitor, and none of these boards has one");
  }
  if (!arguments.out.empty() && request.boards.size() > 1) {
    throw UsageError(
        "--out takes the record of one board; give one --board, or use --json for an array of records");
  }
  request.options.cases.silence = std::chrono::milliseconds(static_cast<int64_t>(arguments.timeout_s * 1000));
  request.options.cases.deadline =
      std::chrono::duration<double>(arguments.deadline_s.value_or(arguments.timeout_s));
  CatchInterrupts();
  const std::vector<record::Record> records = RunOnBoards(request, StartBuiltUnit);

  if (arguments.json) {
    nlohmann::json array = nlohmann::json::array();
    for (const record::Record& record : records) array.push_back(record::ToJson(record));
    fmt::print("{}\n", request.boards.size() == 1 ? array.front().dump(2) : array.dump(2));
  } else {
    fmt::print("{}", RunTable(records));
    if (arguments.layers) {
      for (const record::Record& record : records) {
        for (const record::Case& result : record.cases) {
          fmt::print("\n{} on {}\n{}", result.name, record.board.name, LayerTable(result));
        }
      }
    }
  }
  std::fflush(stdout);
  const bool delivered = DeliverPending(records);
  const ExitCode exit_code = ReportVerdicts(records, delivered);
  const Spool spool(StateFolder());
  for (const record::Record& record : records) {
    fmt::print(stderr, "assay: record {}\n", spool.RecordFile(record.id).string());
  }
  if (!arguments.out.empty()) WriteOutput(arguments.out, record::ToJson(records.front()).dump(2) + "\n");
  return exit_code;
}

}  // namespace

void AddRunCommand(CLI::App* app, ExitCode* exit_code) {
  auto arguments = std::make_shared<RunArguments>();
  SuiteRequest& request = arguments->request;
  CLI::App* command =
      app->add_subcommand("run", "Run a suite on a board: check every output bit, measure, record");
  command->add_option("--board", request.boards, "Board, or several, separated by commas (see: assay boards)")
      ->required()
      ->delimiter(',');
  command->add_option("--suite", request.suite, "Suite (see: assay suites)")->default_val("keywords");
  command->add_option("--case", request.case_name, "Only this case of the suite");
  constexpr const auto& kModes = record::kWords<record::Mode>.words;
  std::map<std::string, record::Mode> modes;
  for (const std::string_view word : kModes) modes.emplace(word, *record::FromWord<record::Mode>(word));
  command
      ->add_option(
          "--mode", request.options.cases.mode,
          "conformance: every input; accuracy: the labelled inputs; performance: few inputs, many samples")
      ->transform(CLI::CheckedTransformer(modes).description(fmt::format("{}", fmt::join(kModes, "|"))))
      ->default_str(std::string(ToString(request.options.cases.mode)));
  command->add_option("--kernels", request.options.cases.kernels,
                      "Kernel set, SET[,OPERATOR=SET]... (the board's fastest if not given)");
  command->add_option("--inputs", request.options.cases.inputs, "Use at most this many inputs of a case")
      ->check(CLI::Range(1, 1000000));
  command->add_option("--samples", request.options.cases.samples, "Timed inferences of a case")
      ->check(CLI::Range(1, 100000));
  command->add_option("--data", request.data,
                      "Folder with the files of suites that are not part of Assay (default: $ASSAY_DATA)");
  command->add_option("--server", request.server,
                      "Deliver the record there, for example http://127.0.0.1:8080");
  command->add_option("--out", arguments->out, "Also write the record to this file");
  command
      ->add_option("--timeout", arguments->timeout_s, "Seconds of silence after which a board counts as dead")
      ->check(CLI::Range(0.1, 86400.0))
      ->default_val(10);
  command
      ->add_option("--deadline", arguments->deadline_s,
                   "Seconds of the board's clock that an inference may take (--timeout if not given)")
      ->check(CLI::Range(0.001, 86400.0));
  command->add_flag("--layers", arguments->layers, "Also print every operator's count");
  command->add_flag("--json", arguments->json, "Print the record instead of a table");
  command->callback([arguments, exit_code] { *exit_code = Run(*arguments); });
}

}  // namespace assay::cli
