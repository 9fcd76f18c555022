#include "harness/report/run_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/report/table.h"
#include "server/record/memory_figures.h"
#include "server/record/statistics.h"

namespace assay {
namespace {

constexpr const char* kNothing = "–";  // not measured, or not to be told

std::string Bytes(const std::optional<uint64_t>& bytes) { return bytes ? Grouped(*bytes) : kNothing; }

std::string ExactnessText(const record::Case& result) {
  if (!result.exactness) return kNothing;
  const std::string text = fmt::format("{}/{}", result.exactness->equal, result.exactness->inputs);
  return Coloured(text, OutputsWrong(result) ? Colour::kRed : Colour::kGreen);
}

std::string AccuracyText(const record::Case& result) {
  if (!result.accuracy) return kNothing;
  const record::Accuracy& accuracy = *result.accuracy;
  std::string text = fmt::format("{} of {}", Percent(accuracy.value), accuracy.total);
  if (accuracy.float_value) text += fmt::format(" (float {})", Percent(*accuracy.float_value));
  return text;
}

// A cell for every statistic that is shown in lists. Speed is not reported for outputs that are wrong.
std::vector<std::string> SpeedTexts(const record::Case& result) {
  std::vector<std::string> cells;
  if (result.latency && !OutputsWrong(result)) {
    for (const auto& statistic :
         record::Compute(result.latency->samples, FactsOf(result.latency->domain).unit)) {
      if (statistic.in_lists) cells.push_back(LatencyText(statistic.value, statistic.unit));
    }
    return cells;
  }
  for (const record::Statistic& statistic : record::Statistics()) {
    if (statistic.in_lists) cells.emplace_back(result.latency ? "(outputs wrong)" : kNothing);
  }
  return cells;
}

}  // namespace

std::string VerdictText(record::Verdict verdict) {
  const std::string text(record::ToString(verdict));
  switch (verdict) {
    case record::Verdict::kPass:
      return Coloured(text, Colour::kGreen);
    case record::Verdict::kFail:
      return Coloured(text, Colour::kRed);
    case record::Verdict::kInfra:
    case record::Verdict::kInconclusive:
      break;
  }
  return Coloured(text, Colour::kYellow);
}

std::string RunTable(std::span<const record::Record> records) {
  using enum Table::Align;
  std::vector<Table::Column> columns = {
      {"board"}, {"case"}, {"verdict"}, {"bit-exact", kRight}, {"accuracy", kRight}};
  for (const record::Statistic& statistic : record::Statistics()) {
    if (statistic.in_lists) columns.push_back({std::string(statistic.name), kRight});
  }
  for (const record::MemoryFigure& figure : record::MemoryFigures({})) {
    if (figure.in_lists) columns.push_back({figure.label, kRight});
  }
  Table table(columns);
  for (const record::Record& record : records) {
    const std::string board = record.board.name + (record.board.is_virtual ? " (virtual)" : "");
    for (const record::Case& result : record.cases) {
      std::vector<std::string> cells = {board, result.name, VerdictText(result.verdict),
                                        ExactnessText(result), AccuracyText(result)};
      for (std::string& cell : SpeedTexts(result)) cells.push_back(std::move(cell));
      for (const record::MemoryFigure& figure :
           record::MemoryFigures(result.memory.value_or(record::Memory()))) {
        if (figure.in_lists) cells.push_back(result.memory ? Bytes(figure.bytes) : kNothing);
      }
      table.AddRow(std::move(cells));
    }
  }
  std::string text = table.Text();
  text += Coloured(
      "bit-exact: inputs whose outputs, operator by operator, equal the reference's. Median: of whole "
      "inferences; a virtual\nboard counts instructions, which are not cycles. Memory in bytes: arena as "
      "planned, flash of runtime and kernels without the\nmodel.\n",
      Colour::kDim);
  return text;
}

std::string LayerTable(const record::Case& result) {
  if (result.layers.empty()) return "";
  using enum Table::Align;
  // Speed is not reported for outputs that are wrong; the CRCs say where they are.
  const bool wrong = OutputsWrong(result);
  double total = 0;
  for (const record::Layer& layer : result.layers) total += layer.count.value_or(0);
  const std::string unit = result.latency ? FactsOf(result.latency->domain).unit : "count";
  Table table({{"#", kRight}, {"operator"}, {"kernels"}, {unit, kRight}, {"share", kRight}, {"crc32"}});
  for (const record::Layer& layer : result.layers) {
    table.AddRow({fmt::format("{}", layer.index), layer.op, layer.kernel_set.value_or(kNothing),
                  layer.count && !wrong ? Rounded(*layer.count) : kNothing,
                  layer.count && !wrong && total > 0 ? Percent(*layer.count / total) : kNothing,
                  layer.crc32 ? fmt::format("{:08x}", *layer.crc32) : kNothing});
  }
  return table.Text();
}

}  // namespace assay
