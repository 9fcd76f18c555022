// Tables and numbers for people.
#ifndef ASSAY_HARNESS_REPORT_TABLE_H_
#define ASSAY_HARNESS_REPORT_TABLE_H_

#include <cstdint>
#include <string>
#include <vector>

namespace assay {

// Columns as wide as their widest cell, two spaces apart; numbers are set to the right.
class Table {
 public:
  enum class Align { kLeft, kRight };
  struct Column {
    std::string title;
    Align align = Align::kLeft;
  };

  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}
  // One cell a column. A cell may carry terminal colours; they take no width.
  void AddRow(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  std::string Text() const;

 private:
  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

// 43040235 is "43,040,235".
std::string Grouped(uint64_t number);
// "1 operator", "2,000 operators"
std::string Counted(uint64_t number, const std::string& noun);
std::string Rounded(double number);  // likewise, to the nearest whole number
// A count in the unit of a latency, with what it counts: "43,040,235 instructions", "1.234 ms".
std::string LatencyText(double value, const std::string& unit);
// "93.1 %"
std::string Percent(double fraction);

// Colours only on a terminal, and not if NO_COLOR is set.
enum class Colour { kGreen, kRed, kYellow, kBold, kDim };
std::string Coloured(const std::string& text, Colour colour);

}  // namespace assay

#endif  // ASSAY_HARNESS_REPORT_TABLE_H_
