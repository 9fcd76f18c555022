// assay model: what is in a model, what it needs, and which boards it fits.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "harness/base/file.h"
#include "harness/base/resources.h"
#include "harness/base/text.h"
#include "harness/cli/commands.h"
#include "harness/model/describe.h"
#include "harness/model/macs.h"
#include "harness/report/memory_map.h"
#include "harness/report/table.h"

namespace assay::cli {
namespace {

struct Operator {
  std::string name, output;
  uint64_t macs;
};

std::vector<Operator> ListOperators(const ReferenceModel& model) {
  const runtime::Interpreter& interpreter = model.interpreter();
  std::vector<Operator> operators;
  for (int i = 0; i < interpreter.operator_count(); ++i) {
    operators.push_back({interpreter.operator_info(i).name,
                         DescribeTensor(interpreter.operator_output_info(i, 0)),
                         OperatorMacs(model.reader(), i)});
  }
  return operators;
}

struct Fit {
  std::string board;
  uint64_t arena_missing = 0, store_missing = 0;  // bytes
};

// On boards with their own memory map. The arena is that of the PC, whose pointers are twice as long, so a
// board needs less: what fits here fits there.
std::vector<Fit> FindFits(uint64_t arena, uint64_t model_bytes) {
  const auto missing = [](uint64_t needed, uint64_t there) { return needed > there ? needed - there : 0; };
  const BoardCatalog catalog(BoardsFolder());
  std::vector<Fit> fits;
  for (const std::string& name : catalog.names()) {
    try {
      const Board board = catalog.Load(name);
      if (!board.firmware) continue;
      fits.push_back({name, missing(arena, board.firmware->arena.size),
                      missing(model_bytes, board.firmware->model_store.size)});
    } catch (const UsageError&) {
      // `assay boards` says what is wrong with it; the model is described all the same.
    }
  }
  return fits;
}

void PrintModel(const std::string& file, const std::vector<uint8_t>& bytes, const ReferenceModel& model) {
  const runtime::Interpreter& interpreter = model.interpreter();
  const runtime::MemoryReport memory = interpreter.memory();
  const std::vector<Operator> operators = ListOperators(model);
  uint64_t macs = 0;
  for (const Operator& entry : operators) macs += entry.macs;

  fmt::print("{}\n  {} bytes, SHA-256 {}\n  in   {}\n  out  {}\n  {} operators, {} MACs\n\n", file,
             Grouped(bytes.size()), Sha256Hex(bytes), DescribeInputs(interpreter),
             DescribeOutputs(interpreter), operators.size(), Grouped(macs));
  using enum Table::Align;
  Table table({{"#", kRight}, {"operator"}, {"output"}, {"MACs", kRight}, {"share", kRight}});
  for (size_t i = 0; i < operators.size(); ++i) {
    const Operator& entry = operators[i];
    table.AddRow({fmt::format("{}", i), entry.name, entry.output, entry.macs > 0 ? Grouped(entry.macs) : "–",
                  macs > 0 ? Percent(static_cast<double>(entry.macs) / static_cast<double>(macs)) : "–"});
  }
  fmt::print("{}\n", table.Text());

  fmt::print(
      "arena {} bytes on this PC (a 32-bit board needs less) = activations {} + scratch {} + persistent {}; "
      "lower bound "
      "of the activations {}\n",
      Grouped(memory.arena), Grouped(memory.activations), Grouped(memory.scratch), Grouped(memory.persistent),
      Grouped(memory.lower_bound));
  std::vector<runtime::Allocation> plan;
  for (int i = 0; i < interpreter.allocation_count(); ++i) plan.push_back(interpreter.allocation(i));
  fmt::print("{}", MemoryMap(plan, memory, interpreter.operator_count()));
  fmt::print(
      "     = persistent  # activations  + scratch  . free; a row an operator, left is the arena's "
      "start\n\n");
  for (const Fit& fit : FindFits(memory.arena, bytes.size())) {
    if (fit.arena_missing + fit.store_missing == 0) {
      fmt::print("fits {}\n", fit.board);
    } else {
      fmt::print("does not fit {}: {} bytes of arena and {} bytes of model store are missing\n", fit.board,
                 Grouped(fit.arena_missing), Grouped(fit.store_missing));
    }
  }
}

nlohmann::json ModelJson(const std::string& file, const std::vector<uint8_t>& bytes,
                         const ReferenceModel& model) {
  const runtime::Interpreter& interpreter = model.interpreter();
  const runtime::MemoryReport memory = interpreter.memory();
  nlohmann::json json = {{"file", file},
                         {"bytes", bytes.size()},
                         {"sha256", Sha256Hex(bytes)},
                         {"input", DescribeInputs(interpreter)},
                         {"output", DescribeOutputs(interpreter)},
                         {"memory",
                          {{"arena", memory.arena},
                           {"activations", memory.activations},
                           {"scratch", memory.scratch},
                           {"persistent", memory.persistent},
                           {"lower_bound", memory.lower_bound}}}};
  uint64_t macs = 0;
  for (const Operator& entry : ListOperators(model)) {
    json["operators"].push_back({{"op", entry.name}, {"output", entry.output}, {"macs", entry.macs}});
    macs += entry.macs;
  }
  json["macs"] = macs;
  for (const Fit& fit : FindFits(memory.arena, bytes.size())) {
    json["boards"].push_back({{"name", fit.board},
                              {"arena_missing", fit.arena_missing},
                              {"model_store_missing", fit.store_missing}});
  }
  return json;
}

ExitCode DescribeModel(const std::string& file, bool json) {
  const std::vector<uint8_t> bytes = ReadFile(file);
  const ReferenceModel model(file, bytes);
  if (json) {
    fmt::print("{}\n", ModelJson(Printable(file), bytes, model).dump(2));
  } else {
    PrintModel(file, bytes, model);
  }
  return ExitCode::kPass;
}

}  // namespace

void AddModelCommand(CLI::App* app, ExitCode* exit_code) {
  auto file = std::make_shared<std::string>();
  auto json = std::make_shared<bool>(false);
  CLI::App* command =
      app->add_subcommand("model", "What is in a model: operators, MACs, memory plan, boards it fits");
  command->add_option("model", *file, "The .tflite file")->required();
  command->add_flag("--json", *json, "Print JSON");
  command->callback([file, json, exit_code] { *exit_code = DescribeModel(*file, *json); });
}

}  // namespace assay::cli
