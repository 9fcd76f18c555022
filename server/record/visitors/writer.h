// Writes a struct of the record as JSON: every field, and null for what is not known.
#ifndef ASSAY_SERVER_RECORD_VISITORS_WRITER_H_
#define ASSAY_SERVER_RECORD_VISITORS_WRITER_H_

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/record/fields/values.h"
#include "server/record/fields/words.h"

namespace assay::record {

class Writer {
 public:
  using json = nlohmann::json;

  template <Described T>
  static json Write(const T& value) {
    Writer writer;
    T::Describe(writer, value);
    return std::move(writer.object_);
  }

  template <class T, class Rule>
  void operator()(std::string_view key, const T& field, const Rule& /*rule*/, std::string_view /*meaning*/) {
    object_[std::string(key)] = Write(field);
  }
  template <class T>
  void operator()(std::string_view key, const T& field, std::string_view /*meaning*/) {
    object_[std::string(key)] = Write(field);
  }
  template <class T>
  void MaybeAbsent(std::string_view key, const std::vector<T>& list, std::string_view /*meaning*/) {
    object_[std::string(key)] = Write(list);
  }
  template <class Values>
  void Constant(std::string_view key, std::string_view value, const Values& /*values*/,
                std::string_view /*meaning*/) {
    object_[std::string(key)] = value;
  }

 private:
  static json Write(bool value) { return value; }
  static json Write(uint64_t value) { return value; }
  static json Write(uint32_t crc32) { return fmt::format("{:08x}", crc32); }
  static json Write(const std::string& value) { return value; }
  static json Write(const std::map<std::string, std::string>& value) { return value; }
  // Whole numbers without a decimal point: most samples are counts.
  static json Write(double value) {
    if (std::abs(value) <= static_cast<double>(kMaxCount) && std::floor(value) == value) {
      return static_cast<int64_t>(value);
    }
    return value;
  }
  template <HasWords Enum>
  static json Write(Enum value) {
    return ToString(value);
  }
  template <class T>
  static json Write(const std::optional<T>& value) {
    return value ? Write(*value) : json();
  }
  template <class T>
  static json Write(const std::vector<T>& list) {
    json array = json::array();
    for (const T& element : list) array.push_back(Write(element));
    return array;
  }

  json object_ = json::object();
};

}  // namespace assay::record

#endif  // ASSAY_SERVER_RECORD_VISITORS_WRITER_H_
