// Fills a struct of the record from JSON, field by field, and refuses values that a field cannot have.
#ifndef ASSAY_SERVER_RECORD_VISITORS_READER_H_
#define ASSAY_SERVER_RECORD_VISITORS_READER_H_

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/record/fields/values.h"
#include "server/record/fields/words.h"
#include "server/record/visitors/path.h"

namespace assay::record {

// All functions throw InvalidRecord.
class Reader {
 public:
  using json = nlohmann::json;

  // Both must outlive the reader.
  Reader(const json& object, const Path& path) : object_(object), path_(path) {
    if (!object.is_object()) Expected(path, object, "an object");
  }

  template <class T, class Rule>
  void operator()(std::string_view key, T& field, const Rule& rule, std::string_view /*meaning*/) {
    const Path path{&path_, key};
    const auto found = object_.find(key);
    if (found == object_.end()) Fail(path, "is missing");
    Read(*found, path, field, rule);
  }

  template <class T, class Rule>
  void operator()(std::string_view key, std::optional<T>& field, const Rule& rule,
                  std::string_view /*meaning*/) {
    const auto found = object_.find(key);
    if (found == object_.end() || found->is_null()) {
      field.reset();
    } else {
      Read(*found, Path{&path_, key}, field.emplace(), rule);
    }
  }

  template <class T>
  void operator()(std::string_view key, T& field, std::string_view meaning) {
    (*this)(key, field, AnyValue(), meaning);
  }

  template <class T>
  void MaybeAbsent(std::string_view key, std::vector<T>& list, std::string_view meaning) {
    list.clear();
    if (object_.contains(key)) (*this)(key, list, meaning);
  }

  template <class Values>
  void Constant(std::string_view key, std::string_view value, const Values& /*values*/,
                std::string_view meaning) {
    std::string field;
    (*this)(key, field, kNameOrEmpty, meaning);
    if (field != value) Expected(Path{&path_, key}, field, fmt::format("\"{}\"", value));
  }

 private:
  template <Described T>
  static void Read(const json& value, const Path& path, T& field, AnyValue) {
    Reader reader(value, path);
    T::Describe(reader, field);
  }

  template <HasWords Enum>
  static void Read(const json& value, const Path& path, Enum& field, AnyValue) {
    std::optional<Enum> word;
    if (value.is_string()) word = FromWord<Enum>(value.get_ref<const std::string&>());
    if (!word) Expected(path, value, fmt::format("one of {}", fmt::join(kWords<Enum>.words, ", ")));
    field = *word;
  }

  template <class T, class Rule>
  static void Read(const json& value, const Path& path, std::vector<T>& field, const Rule& rule) {
    if (!value.is_array()) Expected(path, value, "an array");
    field.assign(value.size(), T());
    for (size_t i = 0; i < field.size(); ++i) Read(value[i], Path{&path, "", i}, field[i], rule);
  }

  static void Read(const json& value, const Path& path, std::vector<double>& field, const SamplesRule& rule);
  static void Read(const json& value, const Path& path, std::map<std::string, std::string>& field,
                   const StringRule& rule);
  static void Read(const json& value, const Path& path, bool& field, AnyValue);
  static void Read(const json& value, const Path& path, uint64_t& field, const CountRule& rule);
  static void Read(const json& value, const Path& path, double& field, const NumberRule& rule);
  static void Read(const json& value, const Path& path, uint32_t& field, const Crc32Rule& rule);
  static void Read(const json& value, const Path& path, std::string& field, const StringRule& rule);

  const json& object_;
  const Path& path_;
};

}  // namespace assay::record

#endif  // ASSAY_SERVER_RECORD_VISITORS_READER_H_
