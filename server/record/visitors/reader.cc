#include "server/record/visitors/reader.h"

#include <cmath>

namespace assay::record {

void Reader::Read(const json& value, const Path& path, std::vector<double>& field, const SamplesRule& rule) {
  Read(value, path, field, rule.each);
  if (field.empty()) Fail(path, "expected at least one sample; what was not measured is null");
}

void Reader::Read(const json& value, const Path& path, std::map<std::string, std::string>& field,
                  const StringRule& rule) {
  if (!value.is_object()) Expected(path, value, "an object");
  field.clear();
  for (const auto& [key, element] : value.items()) Read(element, Path{&path, key}, field[key], rule);
}

void Reader::Read(const json& value, const Path& path, bool& field, AnyValue /*rule*/) {
  if (!value.is_boolean()) Expected(path, value, "true or false");
  field = value.get<bool>();
}

void Reader::Read(const json& value, const Path& path, uint64_t& field, const CountRule& /*rule*/) {
  double number = -1;
  if (value.is_number()) number = value.get<double>();
  if (!(number >= 0 && number <= static_cast<double>(kMaxCount) && std::floor(number) == number)) {
    Expected(path, value, fmt::format("a whole number from 0 to {}", kMaxCount));
  }
  field = value.get<uint64_t>();
}

void Reader::Read(const json& value, const Path& path, double& field, const NumberRule& rule) {
  if (value.is_number()) field = value.get<double>();
  if (!value.is_number() || !std::isfinite(field) || (field < 0 && !rule.may_be_negative)) {
    Expected(path, value, rule.may_be_negative ? "a finite number" : "a finite number of at least 0");
  }
}

void Reader::Read(const json& value, const Path& path, uint32_t& field, const Crc32Rule& rule) {
  if (!value.is_string() || !IsCrc32(value.get_ref<const std::string&>())) Expected(path, value, rule.type);
  field = static_cast<uint32_t>(std::stoul(value.get_ref<const std::string&>(), nullptr, 16));
}

void Reader::Read(const json& value, const Path& path, std::string& field, const StringRule& rule) {
  if (!value.is_string()) Expected(path, value, rule.expected);
  field = value.get_ref<const std::string&>();
  if (!rule.accepts(field)) Expected(path, value, rule.expected);
  try {
    (void)value.dump();
  } catch (const json::type_error&) {
    Expected(path, value, "text in UTF-8");
  }
}

}  // namespace assay::record
