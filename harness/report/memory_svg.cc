#include "harness/report/memory_svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "harness/report/memory_map.h"
#include "harness/report/table.h"

namespace assay {
namespace {

constexpr double kLeft = 96, kTop = 92, kRight = 24;
constexpr double kPlotWidth = 900, kPlotHeight = 420;  // wide enough for the lines of text above the plot
constexpr double kNarrowestColumn = 14;

constexpr const char* kPersistentFill = "#b8c0c8";
constexpr const char* kScratchFill = "url(#scratch)";
// In turns, so that what follows each other can be told apart.
constexpr const char* kActivationFills[] = {"#7fbccb", "#b5dae3"};

// About the width of a text; no font is known here.
double TextWidth(const std::string& text, double font_size) {
  return 0.62 * font_size * static_cast<double>(text.size());
}

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
        column_(std::max(kPlotWidth / static_cast<double>(operators_), kNarrowestColumn)),
        right_(kLeft + column_ * static_cast<double>(operators_)) {
    for (const OperatorProfile& op : profile.main().operators) {
      names_.push_back(fmt::format("{} {}", names_.size(), op.name));
      longest_name_ = std::max(longest_name_, TextWidth(names_.back(), kNameSize));
    }
    Header(title);
    Legend();
    Grid();
    Box({.offset = 0, .first = 0, .end = operators_, .bytes = memory_.persistent}, kPersistentFill,
        fmt::format("persistent: {} bytes", Grouped(memory_.persistent)),
        {"persistent " + Grouped(memory_.persistent)});
    Placements();
    Lines();
    OperatorNames();
    svg_ += "</svg>\n";
  }

  std::string Text() { return std::move(svg_); }

 private:
  static constexpr double kNameSize = 10, kLabelSize = 11;
  static constexpr double kSlope = 0.87;  // the sine of the 60 degrees by which names are turned

  // What is placed in the arena, and while which operators run.
  struct Extent {
    uint64_t offset;
    size_t first, end;
    uint64_t bytes;
  };

  double X(size_t op) const { return kLeft + column_ * static_cast<double>(op); }
  double Y(uint64_t byte) const {
    return kTop + kPlotHeight * (1 - static_cast<double>(byte) / std::max<double>(memory_.arena, 1));
  }

  void Header(const std::string& title) {
    const double width = right_ + kRight;
    const double height = kTop + kPlotHeight + kSlope * longest_name_ + 48;
    // A long name is set smaller rather than cut off.
    const double title_size = std::min(15.0, 15 * kPlotWidth / std::max(TextWidth(title, 15), 1.0));
    svg_ += fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" "
        "height=\"{1:.0f}\" font-family=\"sans-serif\" font-size=\"12\">\n"
        "<defs><pattern id=\"scratch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
        "patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" fill=\"#f7e3c0\"/>"
        "<rect width=\"2.5\" height=\"6\" fill=\"#dba24a\"/></pattern></defs>\n"
        "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
        "<text x=\"{2}\" y=\"22\" font-size=\"{3:.1f}\">{4}</text>\n"
        "<text x=\"{2}\" y=\"42\" fill=\"#52606d\">arena {5} bytes: persistent {6}, at the peak (operator "
        "{7}) activations {8} and scratch {9}, fragmentation {10}</text>\n",
        width, height, kLeft, title_size, Escaped(title), Grouped(memory_.arena), Grouped(memory_.persistent),
        profile_.peak.operator_index, Grouped(profile_.peak.activations), Grouped(profile_.peak.scratch),
        Grouped(memory_.fragmentation));
    svg_ += fmt::format(
        "<text x=\"{0:.1f}\" y=\"{1:.1f}\" text-anchor=\"middle\" fill=\"#52606d\">operators in "
        "order</text>\n"
        "<text x=\"18\" y=\"{2:.1f}\" text-anchor=\"middle\" fill=\"#52606d\" transform=\"rotate(-90 18 "
        "{2:.1f})\">bytes of the arena</text>\n",
        (kLeft + right_) / 2, height - 12, kTop + kPlotHeight / 2);
  }

  void Legend() {
    double x = kLeft;
    const auto name = [&](const std::string& text) {
      svg_ += fmt::format("<text x=\"{:.1f}\" y=\"66\">{}</text>\n", x + 6, text);
      x += 6 + TextWidth(text, 12) + 20;
    };
    const auto swatch = [&](const char* fill) {
      svg_ += fmt::format("<rect x=\"{:.1f}\" y=\"56\" width=\"14\" height=\"12\" fill=\"{}\"/>", x, fill);
      x += 14;
    };
    swatch(kPersistentFill);
    name("persistent");
    for (const char* fill : kActivationFills) swatch(fill);
    name("activations");
    swatch(kScratchFill);
    name("scratch");
    svg_ += fmt::format("<path d=\"M{:.1f} 62h24\" stroke=\"#ba2525\" stroke-dasharray=\"6 4\"/>", x);
    x += 24;
    name("lower bound: no plan of these blocks ends below it");
  }

  void Grid() {
    const uint64_t step = GridStep(memory_.arena);
    for (uint64_t byte = 0; byte <= memory_.arena; byte += step) {
      svg_ += fmt::format(
          "<line x1=\"{0}\" x2=\"{1:.1f}\" y1=\"{2:.1f}\" y2=\"{2:.1f}\" stroke=\"#e4e7eb\"/>"
          "<text x=\"{3}\" y=\"{4:.1f}\" text-anchor=\"end\" fill=\"#52606d\">{5}</text>\n",
          kLeft, right_, Y(byte), kLeft - 6, Y(byte) + 4, Grouped(byte));
    }
  }

  // The first of `labels` that has room is written into it.
  void Box(const Extent& extent, const char* fill, const std::string& title,
           const std::vector<std::string>& labels) {
    const double x = X(extent.first), width = X(extent.end) - x;
    const double y = Y(extent.offset + extent.bytes), height = Y(extent.offset) - y;
    // What is too low to be seen gets its own colour as its edge.
    svg_ += fmt::format(
        "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"{}\" stroke=\"{}\" "
        "stroke-width=\"0.8\"><title>{}</title></rect>\n",
        x, y, width, height, fill, height < 3 ? fill : "#ffffff", Escaped(title));
    for (const std::string& label : labels) {
      const double length = TextWidth(label, kLabelSize) + 4;
      const bool upright = length <= width && kLabelSize + 2 <= height;
      if (!upright && (length > height || kLabelSize + 2 > width)) continue;
      const double middle_x = x + width / 2, middle_y = y + height / 2;
      const std::string turned =
          upright ? "" : fmt::format(" transform=\"rotate(-90 {:.1f} {:.1f})\"", middle_x, middle_y);
      Label(middle_x, middle_y, fmt::format("text-anchor=\"middle\" dy=\"0.35em\"{}", turned), label);
      return;
    }
  }

  // With a rim, to be read on hatching and lines.
  void Label(double x, double y, const std::string& attributes, const std::string& text) {
    svg_ += fmt::format(
        "<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"{}\" stroke=\"#ffffff\" stroke-opacity=\"0.7\" "
        "stroke-width=\"3\" paint-order=\"stroke\" {}>{}</text>\n",
        x, y, kLabelSize, attributes, text);
  }

  void Placements() {
    std::vector<Allocation> plan = profile_.plan;
    std::sort(plan.begin(), plan.end(), [](const Allocation& a, const Allocation& b) {
      return a.first_operator != b.first_operator ? a.first_operator < b.first_operator : a.offset < b.offset;
    });
    size_t activations = 0;
    for (const Allocation& item : plan) {
      const bool scratch = item.kind == AllocationKind::kScratch;
      const std::string bytes = Grouped(item.bytes);
      const std::string number = fmt::format("t{}", item.tensor);
      Box({.offset = item.offset,
           .first = static_cast<size_t>(item.first_operator),
           .end = static_cast<size_t>(item.last_operator) + 1,
           .bytes = item.bytes},
          scratch ? kScratchFill : kActivationFills[activations++ % std::size(kActivationFills)],
          fmt::format("{}: {} bytes at {}, {}", scratch ? "scratch" : fmt::format("tensor {}", item.tensor),
                      bytes, Grouped(item.offset), DescribeLifetime(item)),
          scratch ? std::vector<std::string>{"scratch " + bytes, bytes}
                  : std::vector<std::string>{fmt::format("{} {}", number, bytes), number});
    }
  }

  // Where the plan ends, and where it would end without fragmentation.
  void Lines() {
    const uint64_t live = profile_.peak.activations + profile_.peak.scratch;
    const uint64_t bound = memory_.persistent + live;
    const bool together = bound == memory_.arena;
    if (!together) {
      svg_ += fmt::format("<path d=\"M{0} {1:.1f}H{2:.1f}\" stroke=\"#1f2933\"/>\n", kLeft, Y(memory_.arena),
                          right_);
    }
    svg_ += fmt::format(
        "<path d=\"M{0} {1:.1f}H{2:.1f}\" stroke=\"#ba2525\" stroke-dasharray=\"6 4\"><title>no plan can be "
        "lower: {3} bytes live together at operator {4}</title></path>\n",
        kLeft, Y(bound), right_, Grouped(live), profile_.peak.operator_index);
    const std::string arena = fmt::format("arena {}", Grouped(memory_.arena));
    Label(right_, Y(memory_.arena) - 5, "text-anchor=\"end\"",
          together ? arena + ", the lower bound itself" : arena);
    if (!together) {
      Label(right_ - 4, Y(bound) + 13, "text-anchor=\"end\" fill=\"#ba2525\"",
            fmt::format("lower bound {}", Grouped(bound)));
    }
  }

  void OperatorNames() {
    for (size_t i = 0; i < names_.size(); ++i) {
      svg_ += fmt::format(
          "<text x=\"{0:.1f}\" y=\"{1:.1f}\" font-size=\"{2}\" text-anchor=\"end\" transform=\"rotate(-60 "
          "{0:.1f} {1:.1f})\">{3}</text>\n",
          X(i) + column_ / 2 + 4, kTop + kPlotHeight + 10, kNameSize, Escaped(names_[i]));
    }
  }

  const ModelProfile& profile_;
  const MemoryReport& memory_;
  const size_t operators_;
  const double column_, right_;
  std::vector<std::string> names_;
  double longest_name_ = 0;
  std::string svg_;
};

}  // namespace

std::string MemorySvg(const std::string& title, const ModelProfile& profile) {
  return Picture(title, profile).Text();
}

}  // namespace assay
