#include "server/record/visitors/path.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "server/record/record_json.h"

namespace assay::record {
namespace {

using nlohmann::json;

std::string Show(const json& value) {
  constexpr size_t kLongest = 60;
  if (value.is_structured()) return fmt::format("an {}", value.type_name());
  std::string text = value.dump(-1, ' ', false, json::error_handler_t::replace);
  if (text.size() > kLongest) return fmt::format("a {} of {} bytes", value.type_name(), text.size());
  return text;
}

}  // namespace

std::string Path::ToString() const {
  if (parent == nullptr) return "";
  std::string text = parent->ToString();
  if (key.empty()) return text + fmt::format("[{}]", index);
  if (!text.empty()) text += '.';
  return text.append(key);
}

void Fail(const Path& path, const std::string& problem) { throw InvalidRecord(path.ToString(), problem); }

void Expected(const Path& path, const json& found, std::string_view expected) {
  Fail(path, fmt::format("expected {}, found {}", expected, Show(found)));
}

}  // namespace assay::record
