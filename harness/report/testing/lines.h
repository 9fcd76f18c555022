// A report's text, line by line.
#ifndef ASSAY_HARNESS_REPORT_TESTING_LINES_H_
#define ASSAY_HARNESS_REPORT_TESTING_LINES_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

namespace assay::testing {

inline std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// The cells of a table's row, which two spaces or more set apart.
inline std::vector<std::string> Cells(const std::string& line) {
  std::vector<std::string> cells;
  for (size_t at = 0; (at = line.find_first_not_of(' ', at)) != std::string::npos;) {
    const size_t end = std::min(line.find("  ", at), line.size());
    cells.push_back(line.substr(at, end - at));
    at = end;
  }
  return cells;
}

// The cells of the one line that has the cell `name`.
inline std::vector<std::string> Row(const std::string& text, const std::string& name) {
  std::vector<std::vector<std::string>> found;
  for (const std::string& line : Lines(text)) {
    const std::vector<std::string> cells = Cells(line);
    if (std::find(cells.begin(), cells.end(), name) != cells.end()) found.push_back(cells);
  }
  EXPECT_EQ(found.size(), 1u) << name << " in\n" << text;
  return found.size() == 1 ? found[0] : std::vector<std::string>();
}

}  // namespace assay::testing

#endif  // ASSAY_HARNESS_REPORT_TESTING_LINES_H_
