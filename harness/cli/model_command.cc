// assay model: what is in a model, what it needs, and which boards it fits.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "harness/base/file.h"
#include "harness/base/resources.h"
#include "harness/base/text.h"
#include "harness/board/board.h"
#include "harness/cli/commands.h"
#include "harness/model/kernel_rows.h"
#include "harness/report/memory_svg.h"
#include "harness/report/model_report.h"
#include "harness/report/table.h"
#include "harness/run/kernels_option.h"
#include "kernels/operator_name.h"
#include "kernels/sets.h"

namespace assay::cli {
namespace {

struct ModelArguments {
  std::string file, board, kernels, svg;
  bool memory = false;
  bool json = false;
};

std::optional<CodeSize> CodeOn(const Board& board, const HostModel& model, const std::string& kernels) {
  const std::filesystem::path image = FirmwareFolder() / board.name / "agent.elf";
  if (model.interpreter() == nullptr || !std::filesystem::exists(image)) return std::nullopt;
  return MeasureCode(ReadImage(image), model.reader(), kernels);
}

// All boards, or the one asked for.
std::vector<BoardFit> FindFits(const ModelArguments& arguments, const HostModel& model,
                               const ModelProfile& profile, uint64_t model_bytes) {
  const auto missing = [](uint64_t needed, uint64_t there) { return needed > there ? needed - there : 0; };
  const BoardCatalog catalog(BoardsFolder());
  std::vector<BoardFit> fits;
  for (const std::string& name : catalog.names()) {
    if (!arguments.board.empty() && name != arguments.board) continue;
    try {
      const Board board = catalog.Load(name);
      BoardFit fit;
      fit.board = name;
      fit.title = board.title;
      fit.has_memory_map = board.firmware.has_value();
      if (!board.firmware) {
        fits.push_back(fit);
        continue;
      }
      fit.arena_there = board.firmware->arena.size;
      fit.store_there = board.firmware->model_store.size;
      fit.arena_missing = missing(profile.memory ? profile.memory->arena : 0, fit.arena_there);
      fit.store_missing = missing(model_bytes, fit.store_there);
      fit.code = CodeOn(board, model, arguments.kernels);
      fits.push_back(fit);
    } catch (const UsageError&) {
      // `assay boards` says what is wrong with it; the model is described all the same.
      if (!arguments.board.empty()) throw;
    }
  }
  return fits;
}

void Print(const ModelArguments& arguments, const std::vector<uint8_t>& bytes, const ModelProfile& profile,
           const std::vector<BoardFit>& fits) {
  const SubgraphProfile& main = profile.main();
  fmt::print("{}\n  {}, SHA-256 {}\n  in   {}\n  out  {}\n  {}, {}, {} of constants", arguments.file,
             Counted(bytes.size(), "byte"), Sha256Hex(bytes), main.inputs, main.outputs,
             Counted(main.operators.size(), "operator"), Counted(main.macs, "MAC"),
             Counted(main.weights, "byte"));
  const size_t called = profile.subgraphs.size() - 1;
  if (called > 0) fmt::print(", without those of {}", Counted(called, "further subgraph"));
  fmt::print("\n\n{}\n", OperatorTables(profile));
  if (profile.memory) fmt::print("{}\n", MemoryText(profile, arguments.memory));
  if (!fits.empty()) fmt::print("{}", FitTable(profile, fits));
}

ExitCode Describe(const ModelArguments& arguments) {
  CheckKernelsForm(arguments.kernels);
  std::vector<std::string> sets;
  for (const kernels::KernelSet* set : kernels::kKernelSets) sets.emplace_back(set->name);
  CheckKernelSets(arguments.kernels, sets);
  if (!arguments.board.empty()) (void)BoardCatalog(BoardsFolder()).Load(arguments.board);
  const std::vector<uint8_t> bytes = ReadFile(arguments.file);
  const HostModel model(bytes, kernels::kKernelSets, WithOperatorNumbers(arguments.kernels).c_str());
  ModelProfile profile;
  try {
    profile = DescribeModel(model, arguments.kernels);
  } catch (const UsageError& error) {
    throw UsageError(fmt::format("{}: {}", arguments.file, error.what()));
  }
  const bool draw = !arguments.svg.empty() && profile.fault.empty();
  if (draw) {
    WriteOutput(
        arguments.svg,
        MemorySvg(std::filesystem::path(Printable(arguments.file, 200)).filename().string(), profile));
  }
  const std::vector<BoardFit> fits = FindFits(arguments, model, profile, bytes.size());
  if (arguments.json) {
    nlohmann::json json = ModelJson(profile, fits);
    json["file"] = Printable(arguments.file);
    json["bytes"] = bytes.size();
    json["sha256"] = Sha256Hex(bytes);
    fmt::print("{}\n", json.dump(2));
  } else {
    Print(arguments, bytes, profile, fits);
  }
  if (!profile.fault.empty()) {
    throw UsageError(fmt::format(
        "{}: {}{}", arguments.file, profile.fault,
        arguments.svg.empty() ? ""
                              : "; there is no memory plan to draw: " + arguments.svg + " was not written"));
  }
  std::fflush(stdout);
  if (draw) fmt::print(stderr, "assay: memory plan written to {}\n", arguments.svg);
  return ExitCode::kPass;
}

}  // namespace

void AddModelCommand(CLI::App* app, ExitCode* exit_code) {
  auto arguments = std::make_shared<ModelArguments>();
  CLI::App* command =
      app->add_subcommand("model", "What is in a model: operators, MACs, memory plan, boards it fits");
  command->add_option("model", arguments->file, "The .tflite file")->required();
  command->add_flag("--memory", arguments->memory, "Account for every byte of the arena");
  command->add_option("--svg", arguments->svg, "Write the memory plan as a picture to this file");
  command->add_option("--kernels", arguments->kernels, "Kernel set, SET[,OPERATOR=SET]...");
  command->add_option("--board", arguments->board, "Only this board");
  command->add_flag("--json", arguments->json, "Print JSON");
  command->callback([arguments, exit_code] { *exit_code = Describe(*arguments); });
}

}  // namespace assay::cli
