// Reading the files that a case names.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <sstream>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/suite/suite.h"

namespace assay {
namespace {

constexpr const char* kTop1 = "top1";

struct Label {
  std::string name;
  int classes = 0;
  int label = 0;
};

std::vector<std::string> SplitLines(const std::vector<uint8_t>& bytes) {
  std::vector<std::string> lines;
  std::istringstream in(std::string(bytes.begin(), bytes.end()));
  for (std::string line; std::getline(in, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    lines.push_back(line);
  }
  return lines;
}

template <typename Integer>
bool ParseInteger(std::string_view text, Integer* value, int base = 10) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *value, base);
  return error == std::errc() && end == text.data() + text.size();
}

// Rows `name,classes,label`, as in MLPerf Tiny's y_labels.csv.
std::vector<Label> ReadLabels(const std::filesystem::path& file) {
  std::vector<Label> labels;
  int line_number = 0;
  for (const std::string& line : SplitLines(ReadFile(file))) {
    ++line_number;
    if (line.empty()) continue;
    std::vector<std::string> fields;
    std::istringstream in(line);
    for (std::string field; std::getline(in, field, ',');) fields.push_back(field);
    Label label;
    if (fields.size() != 3 || !ParseInteger(fields[1], &label.classes) ||
        !ParseInteger(fields[2], &label.label) || label.label < 0 || label.label >= label.classes) {
      throw UsageError(fmt::format("{}:{}: must be `name,classes,label` with 0 <= label < classes",
                                   file.string(), line_number));
    }
    label.name = fields[0];
    labels.push_back(label);
  }
  return labels;
}

// Lines `L input operator crc32`.
std::map<int, std::vector<uint32_t>> ReadLayerCrcs(const std::filesystem::path& file) {
  std::map<int, std::vector<uint32_t>> crcs;
  int line_number = 0;
  for (const std::string& line : SplitLines(ReadFile(file))) {
    ++line_number;
    if (line.empty()) continue;
    std::istringstream in(line);
    std::string tag, digits;
    int input = -1;
    size_t index = 0;
    uint32_t crc = 0;
    in >> tag >> input >> index >> digits;
    if (!in || tag != "L" || input < 0 || !ParseInteger(std::string_view(digits), &crc, 16) ||
        index != crcs[input].size()) {
      throw UsageError(fmt::format("{}:{}: must be `L input operator crc32`, operators in order",
                                   file.string(), line_number));
    }
    crcs[input].push_back(crc);
  }
  return crcs;
}

// Files matching FOLDER/PREFIX*SUFFIX where * is a number, by that number. Empty if there are none.
std::map<size_t, std::filesystem::path> Numbered(const std::filesystem::path& pattern) {
  const std::string name = pattern.filename().string();
  const size_t star = name.find('*');
  if (star == std::string::npos)
    throw UsageError(fmt::format("{}: needs a * in the file's name", pattern.string()));
  const std::string prefix = name.substr(0, star), suffix = name.substr(star + 1);
  std::map<size_t, std::filesystem::path> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(pattern.parent_path(), error)) {
    const std::string file = entry.path().filename().string();
    if (file.size() < prefix.size() + suffix.size() || !file.starts_with(prefix) || !file.ends_with(suffix))
      continue;
    const std::string middle = file.substr(prefix.size(), file.size() - prefix.size() - suffix.size());
    size_t number = 0;
    if (ParseInteger(std::string_view(middle), &number)) files.emplace(number, entry.path());
  }
  return files;
}

void CheckInputSize(const std::filesystem::path& file, size_t bytes, size_t expected) {
  if (bytes == expected) return;
  throw UsageError(fmt::format("{}: holds {} bytes, but one input of the model is {} bytes", file.string(),
                               bytes, expected));
}

std::vector<Input> ReadPacked(const InputSource& source, const std::filesystem::path& root,
                              size_t input_bytes) {
  const std::filesystem::path file = root / source.packed;
  const std::vector<uint8_t> bytes = ReadFile(file);
  if (bytes.empty() || bytes.size() % input_bytes != 0) {
    throw UsageError(fmt::format("{}: holds {} bytes, not a multiple of the model's input of {} bytes",
                                 file.string(), bytes.size(), input_bytes));
  }
  std::vector<Input> inputs;
  for (size_t offset = 0; offset < bytes.size(); offset += input_bytes) {
    Input input;
    input.name = fmt::format("{}[{}]", source.packed, inputs.size());
    input.bytes.assign(bytes.begin() + offset, bytes.begin() + offset + input_bytes);
    inputs.push_back(std::move(input));
  }
  if (source.labels.empty()) return inputs;
  const std::vector<Label> labels = ReadLabels(root / source.labels);
  if (labels.size() != inputs.size()) {
    throw UsageError(fmt::format("{}: has {} labels, but {} holds {} inputs", (root / source.labels).string(),
                                 labels.size(), source.packed, inputs.size()));
  }
  for (size_t i = 0; i < inputs.size(); ++i) {
    inputs[i].name = labels[i].name;
    inputs[i].label = labels[i].label;
  }
  return inputs;
}

// One file an input, beside the CSV that names them. Files that are not there are left out and noted.
std::vector<Input> ReadLabelled(const InputSource& source, const std::filesystem::path& root,
                                size_t input_bytes, std::vector<std::string>* notes) {
  const std::filesystem::path csv = root / source.labels;
  if (!std::filesystem::exists(csv)) {
    notes->push_back(fmt::format("{} is not there: accuracy is not measured", csv.string()));
    return {};
  }
  std::vector<Input> inputs;
  const std::vector<Label> labels = ReadLabels(csv);
  for (const Label& label : labels) {
    const std::filesystem::path file = csv.parent_path() / label.name;
    if (!std::filesystem::exists(file)) continue;
    Input input;
    input.name = label.name;
    input.label = label.label;
    input.bytes = ReadFile(file);
    CheckInputSize(file, input.bytes.size(), input_bytes);
    inputs.push_back(std::move(input));
  }
  if (inputs.size() < labels.size()) {
    notes->push_back(
        fmt::format("{} names {} inputs, {} of them are there", csv.string(), labels.size(), inputs.size()));
  }
  return inputs;
}

void NoteMissing(const std::filesystem::path& what, size_t there, size_t wanted,
                 std::vector<std::string>* notes) {
  if (there == wanted) return;
  notes->push_back(fmt::format("{}: {} of {} are there; the reference on the PC is checked with these only",
                               what.string(), there, wanted));
}

std::vector<Input> MakeLcg(const InputSource& source, const std::filesystem::path& root, size_t input_bytes,
                           size_t output_bytes, std::vector<std::string>* notes) {
  std::vector<Input> inputs;
  for (int i = 0; i < source.lcg; ++i) {
    Input input;
    input.name = fmt::format("lcg[{}]", i);
    input.bytes = LcgInput(static_cast<uint32_t>(i), input_bytes);
    inputs.push_back(std::move(input));
  }
  size_t outputs = 0, layers = 0;
  if (!source.expected.empty()) {
    for (const auto& [number, file] : Numbered(root / source.expected)) {
      if (number >= inputs.size()) continue;
      inputs[number].expected = ReadFile(file);
      ++outputs;
      if (inputs[number].expected->size() != output_bytes) {
        throw UsageError(fmt::format("{}: holds {} bytes, but the model's output is {} bytes", file.string(),
                                     inputs[number].expected->size(), output_bytes));
      }
    }
    NoteMissing(root / source.expected, outputs, inputs.size(), notes);
  }
  if (!source.layers.empty()) {
    if (std::filesystem::exists(root / source.layers)) {
      for (auto& [index, crcs] : ReadLayerCrcs(root / source.layers)) {
        if (static_cast<size_t>(index) >= inputs.size()) continue;
        inputs[static_cast<size_t>(index)].layer_crcs = std::move(crcs);
        ++layers;
      }
    }
    NoteMissing(root / source.layers, layers, inputs.size(), notes);
  }
  return inputs;
}

}  // namespace

std::vector<uint8_t> LcgInput(uint32_t index, size_t bytes) {
  std::vector<uint8_t> input(bytes);
  uint32_t state = 0x12345678u + index * 0x9E3779B9u;
  for (uint8_t& byte : input) {
    state = state * 1664525u + 1013904223u;
    byte = static_cast<uint8_t>(state >> 24);
  }
  return input;
}

std::filesystem::path SuiteRoot(const Suite& suite, const std::filesystem::path& data) {
  if (suite.data_hint.empty()) return suite.folder;
  const auto missing = [&](const std::string& what) {
    throw UsageError(fmt::format("suite {}: {}.\n{}", suite.name, what, suite.data_hint));
  };
  if (data.empty()) missing("no data folder is given (--data FOLDER or ASSAY_DATA)");
  if (!std::filesystem::is_directory(data))
    missing(fmt::format("the data folder {} is not there", data.string()));
  for (const Case& entry : suite.cases) {
    if (!std::filesystem::exists(data / entry.model)) {
      missing(fmt::format("{} is not there", (data / entry.model).string()));
    }
  }
  return data;
}

std::vector<uint8_t> LoadCaseModel(const Case& definition, const std::filesystem::path& root) {
  const std::filesystem::path file = root / definition.model;
  std::vector<uint8_t> model = ReadFile(file);
  const std::string digest = Sha256Hex(model);
  if (digest != definition.sha256) {
    throw UsageError(fmt::format("{}: is not the model that the suite names: its SHA-256 is {}, not {}",
                                 file.string(), digest, definition.sha256));
  }
  return model;
}

LoadedCase LoadCaseInputs(const Case& definition, const std::filesystem::path& root,
                          std::vector<uint8_t> model, size_t input_bytes, size_t output_bytes,
                          size_t classes) {
  LoadedCase result;
  result.definition = definition;
  result.model = std::move(model);
  for (const InputSource& source : definition.inputs) {
    std::vector<Input> inputs =
        source.lcg > 0          ? MakeLcg(source, root, input_bytes, output_bytes, &result.notes)
        : source.packed.empty() ? ReadLabelled(source, root, input_bytes, &result.notes)
                                : ReadPacked(source, root, input_bytes);
    if (!inputs.empty() && inputs.front().label.has_value()) result.metric = kTop1;
    for (const Input& input : inputs) {
      if (!input.label.has_value() || static_cast<size_t>(*input.label) < classes) continue;
      throw UsageError(fmt::format("{}: {} has label {}, but the model's output has {} elements",
                                   (root / source.labels).string(), input.name, *input.label, classes));
    }
    std::move(inputs.begin(), inputs.end(), std::back_inserter(result.inputs));
  }
  if (result.inputs.empty()) {
    throw UsageError(fmt::format("case {}: none of its inputs is there", definition.name));
  }
  return result;
}

}  // namespace assay
