#include "harness/base/yaml.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>

#include "harness/base/error.h"
#include "harness/base/file.h"

namespace assay {
namespace {

// Far beyond any file of ours; keeps a hostile file from taking the memory.
constexpr uint64_t kMaxFileBytes = 1 << 20;

}  // namespace

YamlMap::YamlMap(const YAML::Node& node, std::string file, std::string path)
    : node_(node), file_(std::move(file)), path_(std::move(path)) {}

YamlMap YamlMap::Load(const std::filesystem::path& file) {
  const std::vector<uint8_t> bytes = ReadFile(file, kMaxFileBytes);
  YAML::Node node;
  try {
    node = YAML::Load(std::string(bytes.begin(), bytes.end()));
  } catch (const YAML::ParserException& error) {
    throw UsageError(fmt::format("{}:{}: {}", file.string(), error.mark.line + 1, error.msg));
  } catch (const YAML::Exception& error) {
    throw UsageError(fmt::format("{}: {}", file.string(), error.what()));
  }
  if (!node.IsMap())
    throw UsageError(fmt::format("{}:1: must be a mapping of fields to values", file.string()));
  return YamlMap(node, file.string(), "");
}

void YamlMap::Fail(const std::string& field, const std::string& what) const {
  const YAML::Node value = field.empty() ? node_ : node_[field];
  const YAML::Mark mark = value.IsDefined() ? value.Mark() : node_.Mark();
  const std::string name = path_.empty() ? field : field.empty() ? path_ : path_ + "." + field;
  throw UsageError(fmt::format("{}:{}: {}: {}", file_, mark.line + 1, name, what));
}

YAML::Node YamlMap::Get(const std::string& field) {
  known_.insert(field);
  return static_cast<const YAML::Node&>(node_)[field];
}

YAML::Node YamlMap::Require(const std::string& field, YAML::NodeType::value type, const char* type_name) {
  const YAML::Node value = Get(field);
  if (!value.IsDefined()) Fail(field, fmt::format("is missing; give {}", type_name));
  if (value.Type() != type) Fail(field, fmt::format("must be {}", type_name));
  return value;
}

bool YamlMap::Has(const std::string& field) const { return node_[field].IsDefined(); }

std::string YamlMap::String(const std::string& field) {
  return Require(field, YAML::NodeType::Scalar, "a text").Scalar();
}

std::string YamlMap::String(const std::string& field, const std::string& fallback) {
  return Get(field).IsDefined() ? String(field) : fallback;
}

int64_t YamlMap::Integer(const std::string& field) {
  int64_t value = 0;
  if (!YAML::convert<int64_t>::decode(Require(field, YAML::NodeType::Scalar, "an integer"), value)) {
    Fail(field, "must be an integer");
  }
  return value;
}

int64_t YamlMap::Integer(const std::string& field, int64_t fallback) {
  return Get(field).IsDefined() ? Integer(field) : fallback;
}

double YamlMap::Number(const std::string& field) {
  double value = 0;
  if (!YAML::convert<double>::decode(Require(field, YAML::NodeType::Scalar, "a number"), value)) {
    Fail(field, "must be a number");
  }
  return value;
}

bool YamlMap::Boolean(const std::string& field, bool fallback) {
  if (!Get(field).IsDefined()) return fallback;
  bool value = false;
  if (!YAML::convert<bool>::decode(Require(field, YAML::NodeType::Scalar, "true or false"), value)) {
    Fail(field, "must be true or false");
  }
  return value;
}

uint64_t YamlMap::Bytes(const std::string& field) {
  constexpr const char* kWhat = "a number of bytes, such as 8192, 512K, 4M or 0x20000000";
  const std::string text = Require(field, YAML::NodeType::Scalar, kWhat).Scalar();
  std::string_view digits = text;
  int base = 10;
  if (digits.starts_with("0x")) {
    digits.remove_prefix(2);
    base = 16;
  }
  uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  const std::string_view unit(end, static_cast<size_t>(digits.data() + digits.size() - end));
  const uint64_t factor = unit.empty() ? 1 : unit == "K" ? 1024 : unit == "M" ? 1024 * 1024 : 0;
  if (error != std::errc() || factor == 0 || value > UINT64_MAX / factor) {
    Fail(field, fmt::format("must be {}", kWhat));
  }
  return value * factor;
}

std::vector<std::string> YamlMap::Strings(const std::string& field) {
  std::vector<std::string> list;
  if (!Get(field).IsDefined()) return list;
  for (const YAML::Node& item : Require(field, YAML::NodeType::Sequence, "a list of texts")) {
    if (!item.IsScalar()) Fail(field, "must be a list of texts");
    list.push_back(item.Scalar());
  }
  return list;
}

YamlMap YamlMap::Map(const std::string& field) {
  const YAML::Node value = Require(field, YAML::NodeType::Map, "a mapping of fields to values");
  return YamlMap(value, file_, path_.empty() ? field : path_ + "." + field);
}

std::vector<YamlMap> YamlMap::Maps(const std::string& field) {
  std::vector<YamlMap> list;
  for (const YAML::Node& item : Require(field, YAML::NodeType::Sequence, "a list")) {
    const std::string path = fmt::format("{}{}[{}]", path_.empty() ? "" : path_ + ".", field, list.size());
    if (!item.IsMap()) Fail(field, fmt::format("{} must be a mapping of fields to values", path));
    list.push_back(YamlMap(item, file_, path));
  }
  return list;
}

void YamlMap::ExpectNothingElse() const {
  for (const auto& entry : node_) {
    const std::string field = entry.first.IsScalar() ? entry.first.Scalar() : "(not a text)";
    if (!known_.contains(field)) {
      Fail(field, fmt::format("is not a field; there are {}", fmt::join(known_, ", ")));
    }
  }
}

}  // namespace assay
