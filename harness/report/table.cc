#include "harness/report/table.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace assay {
namespace {

// Characters that a cell shows: without colours, and with a UTF-8 sequence counted once.
size_t Width(const std::string& text) {
  size_t width = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\033') {
      while (i < text.size() && text[i] != 'm') ++i;
    } else if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) {
      ++width;
    }
  }
  return width;
}

}  // namespace

std::string Table::Text() const {
  std::vector<size_t> widths;
  for (size_t i = 0; i < columns_.size(); ++i) {
    size_t width = Width(columns_[i].title);
    for (const auto& row : rows_) width = std::max(width, Width(row[i]));
    widths.push_back(width);
  }
  std::string text;
  const auto add_row = [&](const auto& cell) {
    std::string line;
    for (size_t i = 0; i < columns_.size(); ++i) {
      const std::string value = cell(i);
      const std::string padding(widths[i] - Width(value), ' ');
      if (i > 0) line += "  ";
      line += columns_[i].align == Align::kRight ? padding + value : value + padding;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  };
  add_row([&](size_t i) { return Coloured(columns_[i].title, Colour::kBold); });
  for (const auto& row : rows_) add_row([&](size_t i) { return row[i]; });
  return text;
}

std::string Grouped(uint64_t number) {
  std::string digits = std::to_string(number);
  for (size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
  return digits;
}

std::string Counted(uint64_t number, const std::string& noun) {
  return fmt::format("{} {}{}", Grouped(number), noun, number == 1 ? "" : "s");
}

std::string Rounded(double number) { return Grouped(static_cast<uint64_t>(std::llround(number))); }

std::string LatencyText(double value, const std::string& unit) {
  if (unit != "ns") return Rounded(value) + " " + unit;
  if (value < 1e3) return fmt::format("{:.0f} ns", value);
  if (value < 1e6) return fmt::format("{:.1f} µs", value / 1e3);
  return fmt::format("{:.3f} ms", value / 1e6);
}

std::string Percent(double fraction) { return fmt::format("{:.1f} %", fraction * 100); }

std::string Coloured(const std::string& text, Colour colour) {
  static const bool wanted = isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
  if (!wanted) return text;
  const char* code = "0";
  switch (colour) {
    case Colour::kGreen:
      code = "32";
      break;
    case Colour::kRed:
      code = "31";
      break;
    case Colour::kYellow:
      code = "33";
      break;
    case Colour::kBold:
      code = "1";
      break;
    case Colour::kDim:
      code = "2";
      break;
  }
  return fmt::format("\033[{}m{}\033[0m", code, text);
}

}  // namespace assay
