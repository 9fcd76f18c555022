#include "harness/report/comparison_report.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "harness/report/table.h"
#include "server/record/record.h"
#include "server/record/statistics.h"

namespace assay {
namespace {

constexpr const char* kNothing = "–";

// What stands for all samples, of which there is at least one: the first of the statistics.
double Typical(std::span<const double> samples) { return record::Compute(samples, "").front().value; }

// The first choice's count and this one's; a column for the ratio follows where there is something to divide.
std::string RatioText(double count, double first) {
  if (first <= 0) return kNothing;
  const std::string text = fmt::format("{:.3f}", count / first);
  if (count < first) return Coloured(text, Colour::kGreen);
  return count > first ? Coloured(text, Colour::kRed) : text;
}

class Builder {
 public:
  explicit Builder(const Comparison& comparison) : comparison_(comparison), table_(Columns()) {}

  // `samples(side)` is what the row shows of a side; `set(side)` the kernel set that computed it, or "".
  template <typename Samples, typename Set>
  void AddRow(const std::string& number, const std::string& title, Samples samples, Set set) {
    std::vector<std::string> cells = {number, title};
    const ComparisonSide& first = comparison_.sides.front();
    for (const ComparisonSide& side : comparison_.sides) {
      const bool wrong = OutputsWrong(comparison_, side);
      cells.push_back(set(side));
      if (samples(side).empty()) {
        cells.emplace_back(kNothing);
        if (&side != &first) cells.emplace_back(kNothing);
        continue;
      }
      const double count = Typical(samples(side));
      cells.push_back(wrong ? "(outputs wrong)" : Rounded(count));
      if (&side != &first) {
        const bool comparable = !wrong && !OutputsWrong(comparison_, first);
        cells.push_back(comparable ? RatioText(count, Typical(samples(first))) : kNothing);
      }
    }
    table_.AddRow(std::move(cells));
  }

  // A row of texts, one a side.
  template <typename Text>
  void AddTextRow(const std::string& title, Text text) {
    std::vector<std::string> cells = {"", title};
    for (const ComparisonSide& side : comparison_.sides) {
      cells.emplace_back("");
      cells.push_back(text(side));
      if (&side != &comparison_.sides.front()) cells.emplace_back("");
    }
    table_.AddRow(std::move(cells));
  }

  std::string Text() const { return table_.Text(); }

 private:
  std::vector<Table::Column> Columns() const {
    using enum Table::Align;
    std::vector<Table::Column> columns = {{"#", kRight}, {"operator"}};
    for (const ComparisonSide& side : comparison_.sides) {
      columns.push_back({""});
      columns.push_back({side.kernels, kRight});
      if (&side != &comparison_.sides.front()) columns.push_back({"ratio", kRight});
    }
    return columns;
  }

  const Comparison& comparison_;
  Table table_;
};

}  // namespace

std::string ComparisonTable(const Comparison& comparison) {
  Builder table(comparison);
  for (size_t i = 0; i < comparison.operators.size(); ++i) {
    table.AddRow(
        fmt::format("{}", i), comparison.operators[i],
        [&](const ComparisonSide& side) { return side.layers[i].samples; },
        // Said only where it is not the set the choice begins with.
        [&](const ComparisonSide& side) {
          const std::string& set = side.layers[i].kernel_set;
          return side.kernels.substr(0, side.kernels.find(',')) == set ? std::string() : set;
        });
  }
  table.AddRow(
      "", "whole inference", [](const ComparisonSide& side) { return side.samples; },
      [](const ComparisonSide&) { return std::string(); });
  table.AddTextRow("bit-exact inputs", [&](const ComparisonSide& side) {
    return Coloured(fmt::format("{}/{}", side.inputs_equal, comparison.inputs),
                    OutputsWrong(comparison, side) ? Colour::kRed : Colour::kGreen);
  });
  table.AddTextRow("arena, bytes", [](const ComparisonSide& side) { return Grouped(side.memory.arena); });
  table.AddTextRow("code, bytes", [](const ComparisonSide& side) {
    return side.code ? Grouped(side.code->runtime + side.code->kernels) : std::string(kNothing);
  });
  std::string text = table.Text();
  text += Coloured(
      fmt::format(
          "Medians of {} samples, taken in turns in one session; unit: {}{}. Ratios are to {}: below 1 is "
          "faster.\nOperators are timed one by one, so the whole also has what lies between them. Code: "
          "runtime and the model's kernels.\n",
          comparison.sides.front().samples.size(), FactsOf(comparison.domain).unit,
          FactsOf(comparison.domain).exact ? " of the virtual board, which are not cycles" : "",
          comparison.sides.front().kernels),
      Colour::kDim);
  return text;
}

nlohmann::json ComparisonJson(const Comparison& comparison) {
  nlohmann::json json = {{"domain", FactsOf(comparison.domain).name},
                         {"unit", FactsOf(comparison.domain).unit},
                         {"reference", kReferenceName},
                         {"inputs", comparison.inputs}};
  const ComparisonSide& first = comparison.sides.front();
  const std::string statistic(record::Statistics().front().name);
  for (const ComparisonSide& side : comparison.sides) {
    const bool wrong = OutputsWrong(comparison, side);
    // Null as well of an operator that never ran.
    const auto typical = [wrong](std::span<const double> samples) {
      return wrong || samples.empty() ? nlohmann::json() : nlohmann::json(Typical(samples));
    };
    nlohmann::json entry = {{"kernels", side.kernels},
                            {"equal", side.inputs_equal},
                            {"exact", !wrong},
                            {"arena", side.memory.arena},
                            {"samples", side.samples},
                            {statistic, typical(side.samples)},
                            {"ratio", nullptr},
                            {"code", nullptr},
                            {"first_difference", nullptr}};
    if (!wrong && !OutputsWrong(comparison, first) && Typical(first.samples) > 0) {
      entry["ratio"] = Typical(side.samples) / Typical(first.samples);
    }
    if (side.code) entry["code"] = {{"runtime", side.code->runtime}, {"kernels", side.code->kernels}};
    if (side.difference) {
      const ComparisonSide::Difference& difference = *side.difference;
      entry["first_difference"] = {{"input", difference.input},
                                   {"operator", nullptr},
                                   {"element", difference.element.element},
                                   {"expected", difference.element.expected},
                                   {"actual", difference.element.actual}};
      if (difference.operator_index) entry["first_difference"]["operator"] = *difference.operator_index;
    }
    for (size_t i = 0; i < side.layers.size(); ++i) {
      entry["layers"].push_back({{"index", i},
                                 {"op", comparison.operators[i]},
                                 {"kernel_set", side.layers[i].kernel_set},
                                 {"samples", side.layers[i].samples},
                                 {statistic, typical(side.layers[i].samples)}});
    }
    json["sides"].push_back(entry);
  }
  return json;
}

std::string DescribeInexactness(const Comparison& comparison, const ComparisonSide& side) {
  if (!side.difference) return "";
  const ComparisonSide::Difference& first = *side.difference;
  const std::string where =
      first.operator_index ? fmt::format("operator {} ({})", *first.operator_index,
                                         comparison.operators[static_cast<size_t>(*first.operator_index)])
                           : std::string("the model's output");
  return fmt::format(
      "{}: {} of {} inputs differ from {}; first in input {}, {}: element {} is {:g} instead of {:g}",
      side.kernels, comparison.inputs - side.inputs_equal, comparison.inputs, kReferenceName, first.input,
      where, first.element.element, first.element.actual, first.element.expected);
}

}  // namespace assay
