#include "harness/suite/suite.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "harness/base/error.h"
#include "harness/base/yaml.h"
#include "server/base/nearest.h"

namespace assay {
namespace {

constexpr const char* kDescriptor = "suite.yaml";

// Names and versions go into records and tables.
std::string Name(YamlMap& yaml, const std::string& field) {
  std::string name = yaml.String(field);
  const bool plain = std::all_of(name.begin(), name.end(), [](char c) { return c > 0x20 && c < 0x7f; });
  if (name.empty() || name.size() > 100 || !plain) {
    yaml.Fail(field, "must be 1 to 100 plain characters without spaces");
  }
  return name;
}

InputSource ReadSource(YamlMap yaml) {
  InputSource source;
  source.packed = yaml.String("packed", "");
  source.labels = yaml.String("labels", "");
  source.metric = yaml.String("metric", "");
  source.lcg = static_cast<int>(yaml.Integer("lcg", 0));
  source.expected = yaml.String("expected", "");
  source.layers = yaml.String("layers", "");
  yaml.ExpectNothingElse();
  if (source.lcg < 0 || source.lcg > 1'000'000) yaml.Fail("lcg", "must be a number of inputs, 1 to 1000000");
  if (source.lcg == 0 && source.packed.empty() && source.labels.empty()) {
    yaml.Fail("", "names no inputs; give packed, labels or lcg");
  }
  if (source.lcg != 0 && !(source.packed.empty() && source.labels.empty())) {
    yaml.Fail("lcg", "cannot stand beside packed or labels; make it an entry of its own");
  }
  if (source.metric != "" && source.metric != "top1") yaml.Fail("metric", "must be top1");
  if (source.metric.empty() != source.labels.empty())
    yaml.Fail("labels", "needs a metric, and a metric needs labels");
  return source;
}

Case ReadCase(YamlMap yaml) {
  Case result;
  result.name = Name(yaml, "name");
  YamlMap model = yaml.Map("model");
  result.model = model.String("file");
  result.sha256 = model.String("sha256");
  model.ExpectNothingElse();
  if (result.sha256.size() != 64 ||
      result.sha256.find_first_not_of("0123456789abcdef") != std::string::npos) {
    model.Fail("sha256",
               fmt::format("must be 64 lower-case hex digits, as sha256sum {} prints", result.model));
  }
  if (yaml.Has("float_accuracy")) {
    result.float_accuracy = yaml.Number("float_accuracy");
    if (!(*result.float_accuracy >= 0 && *result.float_accuracy <= 1)) {
      yaml.Fail("float_accuracy", "must be a fraction, 0 to 1");
    }
  }
  for (const YamlMap& source : yaml.Maps("inputs")) result.inputs.push_back(ReadSource(source));
  yaml.ExpectNothingElse();
  if (result.inputs.empty()) yaml.Fail("inputs", "is empty; a case needs at least one input");
  return result;
}

}  // namespace

Suite LoadSuite(const std::filesystem::path& file) {
  YamlMap yaml = YamlMap::Load(file);
  Suite suite;
  suite.name = Name(yaml, "suite");
  suite.version = Name(yaml, "version");
  suite.description = yaml.String("description");
  suite.labels = yaml.Strings("labels");
  suite.data_hint = yaml.String("data", "");
  for (const YamlMap& entry : yaml.Maps("cases")) suite.cases.push_back(ReadCase(entry));
  yaml.ExpectNothingElse();
  if (suite.cases.empty()) yaml.Fail("cases", "is empty; a suite needs at least one case");
  if (suite.name != file.parent_path().filename()) {
    yaml.Fail("suite", fmt::format("must be the folder's name, {}", file.parent_path().filename().string()));
  }
  std::set<std::string> names;
  for (const Case& entry : suite.cases) {
    if (!names.insert(entry.name).second)
      yaml.Fail("cases", fmt::format("has two cases named {}", entry.name));
  }
  suite.folder = file.parent_path();
  return suite;
}

SuiteCatalog::SuiteCatalog(std::filesystem::path folder) : folder_(std::move(folder)) {}

std::vector<std::string> SuiteCatalog::names() const {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, error)) {
    if (std::filesystem::exists(entry.path() / kDescriptor))
      names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

Suite SuiteCatalog::Load(const std::string& name) const {
  const std::vector<std::string> all = names();
  if (std::find(all.begin(), all.end(), name) == all.end()) {
    throw UsageError(fmt::format("there is no suite '{}'; {}", name, Suggestion(name, all)));
  }
  return LoadSuite(folder_ / name / kDescriptor);
}

}  // namespace assay
