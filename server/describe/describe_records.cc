// Writes what is derived from the declarations of the record's fields, or checks that it is up to date:
//
//   describe_records [--write] SOURCE_DIR
//
// In docs/record.md that is every table between "<!-- fields of NAME -->" and "<!-- end -->".
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "server/record/example_record.h"
#include "server/record/memory_figures.h"
#include "server/record/record_json.h"
#include "server/record/visitors/schema_writer.h"
#include "server/record/visitors/table_writer.h"
#include "server/store/summary.h"

namespace assay {
namespace {

using record::Nulls;
using record::SchemaWriter;

std::string Text(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// The page with its tables as they must be. Throws if it has no table of a struct, or one of none.
std::string WithTables(const std::string& page, record::Tables tables) {
  constexpr std::string_view kBegin = "<!-- fields of ", kEnd = "<!-- end -->";
  std::istringstream lines(page);
  std::string line, text;
  bool inside = false;
  while (std::getline(lines, line)) {
    if (line == kEnd) inside = false;
    if (!inside) text += line + "\n";
    if (!line.starts_with(kBegin)) continue;
    const std::string name = line.substr(kBegin.size(), line.find(" -->") - kBegin.size());
    if (!tables.contains(name))
      throw std::runtime_error(fmt::format("there is no struct {} (or twice)", name));
    text += tables.extract(name).mapped();
    inside = true;
  }
  if (!tables.empty()) throw std::runtime_error("has no table of " + tables.begin()->first);
  return text;
}

// What differs, by name: the places in a JSON document, the lines of a page.
std::vector<std::string> Differences(const std::string& is, const std::string& should_be) {
  std::vector<std::string> found;
  const auto old = nlohmann::json::parse(is, nullptr, false);
  const auto wanted = nlohmann::json::parse(should_be, nullptr, false);
  if (!old.is_discarded() && !wanted.is_discarded()) {
    for (const auto& change : nlohmann::json::diff(old, wanted)) {
      found.push_back(
          fmt::format("{} at {}", change["op"].get<std::string>(), change["path"].get<std::string>()));
    }
    if (found.empty()) found.emplace_back("only order and spaces");
    return found;
  }
  std::istringstream a(is), b(should_be);
  std::string line, other;
  while (std::getline(b, other)) {
    if (!std::getline(a, line) || line != other) {
      return {"should be: " + other};
    }
  }
  return {"has lines at its end that should not be there"};
}

// A line a figure, as Biome formats it too.
std::string ListOfMemoryFigures() {
  std::string list;
  for (const record::MemoryFigure& figure : record::MemoryFigures({})) {
    list += fmt::format(R"({}  {{ "name": "{}", "label": "{}", "in_lists": {} }})", list.empty() ? "" : ",\n",
                        figure.name, figure.label, figure.in_lists);
  }
  return "[\n" + list + "\n]\n";
}

int Describe(const std::filesystem::path& source, bool write) {
  record::Tables tables;
  record::TableWriter::Write<record::Record>(tables);
  const std::filesystem::path page = source / "docs" / "record.md";
  const std::vector<std::pair<std::filesystem::path, std::string>> files = {
      {source / "server/record/record.schema.json",
       SchemaWriter::Document<record::Record>(Nulls::kMayBeAbsent).dump(2) + "\n"},
      {source / "server/store/summary.schema.json",
       SchemaWriter::Document<store::RunSummary>(Nulls::kAreThere).dump(2) + "\n"},
      {source / "server/record/example.json", record::ToJson(record::ExampleRecord()).dump(2) + "\n"},
      {source / "dashboards/src/api/memory_figures.json", ListOfMemoryFigures()},
      {page, WithTables(Text(page), tables)},
  };
  bool up_to_date = true;
  for (const auto& [path, wanted] : files) {
    const std::string is = Text(path);
    if (is == wanted) continue;
    if (write) {
      std::ofstream(path) << wanted;
      continue;
    }
    up_to_date = false;
    for (const std::string& difference : Differences(is, wanted)) {
      std::cerr << path.string() << ": " << difference << '\n';
    }
  }
  if (!up_to_date) std::cerr << "Rewrite them with: ./assay build write_descriptions\n";
  return up_to_date ? 0 : 1;
}

}  // namespace
}  // namespace assay

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const bool write = arguments.size() == 2 && arguments[0] == "--write";
  if (!write && arguments.size() != 1) {
    std::cerr << "usage: describe_records [--write] SOURCE_DIR\n";
    return 2;
  }
  try {
    return assay::Describe(arguments.back(), write);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 2;
  }
}
