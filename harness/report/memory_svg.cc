#include "harness/report/memory_svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "harness/report/table.h"

namespace assay {
namespace {

constexpr double kLeft = 90, kTop = 56, kBottom = 150, kRight = 24;
constexpr double kPlotHeight = 420;

std::string Escaped(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

// A power of two that cuts `bytes` into at most nine parts.
uint64_t GridStep(uint64_t bytes) {
  uint64_t step = 64;
  while (bytes / step > 8) step *= 2;
  return step;
}

class Picture {
 public:
  Picture(const std::string& title, const ModelProfile& profile)
      : profile_(profile),
        memory_(*profile.memory),
        operators_(std::max<size_t>(profile.main().operators.size(), 1)),
        column_(std::clamp(900.0 / static_cast<double>(operators_), 14.0, 60.0)),
        width_(kLeft + column_ * static_cast<double>(operators_) + kRight),
        height_(kTop + kPlotHeight + kBottom) {
    Header(title);
    Grid();
    Box(0, 0, operators_, memory_.persistent, "#9aa5b1",
        fmt::format("persistent: {} bytes", Grouped(memory_.persistent)));
    for (const runtime::Allocation& item : profile_.plan) Placement(item);
    LowerBound();
    OperatorNames();
    svg_ += "</svg>\n";
  }

  std::string Text() { return std::move(svg_); }

 private:
  double X(size_t op) const { return kLeft + column_ * static_cast<double>(op); }
  double Y(uint64_t byte) const {
    return kTop + kPlotHeight * (1 - static_cast<double>(byte) / std::max<double>(memory_.arena, 1));
  }

  void Header(const std::string& title) {
    svg_ += fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" "
        "height=\"{1:.0f}\" font-family=\"sans-serif\" font-size=\"12\">\n"
        "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
        "<text x=\"{2}\" y=\"22\" font-size=\"15\">{3}</text>\n"
        "<text x=\"{2}\" y=\"42\" fill=\"#52606d\">arena {4} bytes: persistent {5}, at the peak (operator "
        "{6}) activations {7} and scratch {8}, fragmentation {9}</text>\n",
        width_, height_, kLeft, Escaped(title), Grouped(memory_.arena), Grouped(memory_.persistent),
        profile_.peak.operator_index, Grouped(profile_.peak.activations), Grouped(profile_.peak.scratch),
        Grouped(memory_.fragmentation));
  }

  void Grid() {
    const uint64_t step = GridStep(memory_.arena);
    for (uint64_t byte = 0; byte <= memory_.arena; byte += step) {
      svg_ += fmt::format(
          "<line x1=\"{0}\" x2=\"{1:.1f}\" y1=\"{2:.1f}\" y2=\"{2:.1f}\" stroke=\"#e4e7eb\"/>"
          "<text x=\"{3}\" y=\"{4:.1f}\" text-anchor=\"end\" fill=\"#52606d\">{5}</text>\n",
          kLeft, width_ - kRight, Y(byte), kLeft - 6, Y(byte) + 4, Grouped(byte));
    }
  }

  void Box(uint64_t offset, size_t first, size_t end, uint64_t bytes, const std::string& fill,
           const std::string& title) {
    svg_ += fmt::format(
        "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"{}\" stroke=\"#ffffff\" "
        "stroke-width=\"0.8\"><title>{}</title></rect>\n",
        X(first), Y(offset + bytes), X(end) - X(first), Y(offset) - Y(offset + bytes), fill, Escaped(title));
  }

  void Placement(const runtime::Allocation& item) {
    const bool scratch = item.kind == runtime::Allocation::Kind::kScratch;
    const auto first = static_cast<size_t>(item.first_operator);
    const auto end = static_cast<size_t>(item.last_operator) + 1;
    const std::string what = scratch ? std::string("scratch") : fmt::format("tensor {}", item.tensor);
    // Neighbours differ by turning the hue by the golden angle.
    const std::string fill =
        scratch ? "#f0b429" : fmt::format("hsl({:.0f} 55% 62%)", std::fmod(200 + 137.5 * item.tensor, 360));
    Box(item.offset, first, end, item.bytes, fill,
        fmt::format("{}: {} bytes at {}, operators {} to {}", what, Grouped(item.bytes), Grouped(item.offset),
                    item.first_operator, item.last_operator));
    const double height = Y(item.offset) - Y(uint64_t{item.offset} + item.bytes);
    if (height >= 14 && X(end) - X(first) >= 44) {
      svg_ += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\">{}</text>\n", X(first) + 4,
                          Y(uint64_t{item.offset} + item.bytes) + 13,
                          scratch ? std::string("scratch") : Grouped(item.bytes));
    }
  }

  void LowerBound() {
    const uint64_t bound = profile_.peak.activations + profile_.peak.scratch;
    const double y = Y(memory_.persistent + bound);
    svg_ += fmt::format(
        "<line x1=\"{0}\" x2=\"{1:.1f}\" y1=\"{2:.1f}\" y2=\"{2:.1f}\" stroke=\"#ba2525\" "
        "stroke-dasharray=\"6 4\"><title>no plan can be lower: {3} bytes live together "
        "at operator {4}</title></line>\n",
        kLeft, width_ - kRight, y, Grouped(bound), profile_.peak.operator_index);
  }

  void OperatorNames() {
    for (size_t i = 0; i < profile_.main().operators.size(); ++i) {
      const double x = X(i) + column_ / 2 + 4;
      const double y = kTop + kPlotHeight + 10;
      svg_ += fmt::format(
          "<text x=\"{0:.1f}\" y=\"{1:.1f}\" font-size=\"10\" text-anchor=\"end\" transform=\"rotate(-60 "
          "{0:.1f} "
          "{1:.1f})\">{2} {3}</text>\n",
          x, y, i, Escaped(profile_.main().operators[i].name));
    }
  }

  const ModelProfile& profile_;
  const runtime::MemoryReport& memory_;
  const size_t operators_;
  const double column_, width_, height_;
  std::string svg_;
};

}  // namespace

std::string MemorySvg(const std::string& title, const ModelProfile& profile) {
  return Picture(title, profile).Text();
}

}  // namespace assay
