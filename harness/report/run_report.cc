#include "harness/report/run_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/report/table.h"

namespace assay {
namespace {

constexpr const char* kNotMeasured = "–";

std::string Bytes(const std::optional<uint64_t>& bytes) { return bytes ? Grouped(*bytes) : kNotMeasured; }

std::string ExactnessText(const record::Case& result) {
  if (!result.exactness) return kNotMeasured;
  const std::string text = fmt::format("{}/{}", result.exactness->equal, result.exactness->inputs);
  return Coloured(text, OutputsWrong(result) ? Colour::kRed : Colour::kGreen);
}

std::string AccuracyText(const record::Case& result) {
  if (!result.accuracy) return kNotMeasured;
  const record::Accuracy& accuracy = *result.accuracy;
  std::string text = fmt::format("{} of {}", Percent(accuracy.value), accuracy.total);
  if (accuracy.float_value) text += fmt::format(" (float {})", Percent(*accuracy.float_value));
  return text;
}

// Speed is not reported for outputs that are wrong.
std::string SpeedText(const record::Case& result) {
  if (!result.latency) return kNotMeasured;
  if (OutputsWrong(result)) return "(outputs wrong)";
  return LatencyText(result.latency->median, FactsOf(result.latency->domain).unit);
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
  Table table({{"board"},
               {"case"},
               {"verdict"},
               {"bit-exact", kRight},
               {"accuracy", kRight},
               {"per inference", kRight},
               {"arena planned", kRight},
               {"touched", kRight},
               {"stack", kRight},
               {"flash", kRight}});
  for (const record::Record& record : records) {
    const std::string board = record.board.name + (record.board.is_virtual ? " (virtual)" : "");
    for (const record::Case& result : record.cases) {
      const record::Memory memory = result.memory.value_or(record::Memory());
      table.AddRow({board, result.name, VerdictText(result.verdict), ExactnessText(result),
                    AccuracyText(result), SpeedText(result),
                    result.memory ? Grouped(memory.arena) : kNotMeasured, Bytes(memory.touched),
                    Bytes(memory.stack), Bytes(memory.flash_runtime)});
    }
  }
  std::string text = table.Text();
  text += Coloured(
      "bit-exact: inputs whose outputs, operator by operator, equal the reference's. Per inference: the "
      "median; "
      "a virtual board\ncounts instructions, which are not cycles. Memory in bytes; flash: runtime and "
      "kernels, "
      "without the model.\n",
      Colour::kDim);
  return text;
}

std::string LayerTable(const record::Case& result) {
  if (result.layers.empty()) return "";
  using enum Table::Align;
  double total = 0;
  for (const record::Layer& layer : result.layers) total += layer.count.value_or(0);
  const std::string unit = result.latency ? FactsOf(result.latency->domain).unit : "count";
  Table table({{"#", kRight}, {"operator"}, {"kernels"}, {unit, kRight}, {"share", kRight}, {"crc32"}});
  for (const record::Layer& layer : result.layers) {
    table.AddRow({fmt::format("{}", layer.index), layer.op, layer.kernel_set.value_or(kNotMeasured),
                  layer.count ? Rounded(*layer.count) : kNotMeasured,
                  layer.count && total > 0 ? Percent(*layer.count / total) : kNotMeasured,
                  layer.crc32 ? fmt::format("{:08x}", *layer.crc32) : kNotMeasured});
  }
  return table.Text();
}

}  // namespace assay
