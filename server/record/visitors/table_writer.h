// Writes the fields of a struct of the record as a table in Markdown.
#ifndef ASSAY_SERVER_RECORD_VISITORS_TABLE_WRITER_H_
#define ASSAY_SERVER_RECORD_VISITORS_TABLE_WRITER_H_

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/record/fields/values.h"
#include "server/record/fields/words.h"

namespace assay::record {

// By the name of each struct its table, of T and of all that is in it.
using Tables = std::map<std::string, std::string>;

class TableWriter {
 public:
  template <Described T>
  static void Write(Tables& tables) {
    TableWriter writer(tables);
    T::Describe(writer, static_cast<const T&>(T()));
    tables[std::string(T::kDefinition.name)] = "| field | type | meaning |\n|---|---|---|\n" + writer.rows_;
  }

  template <class T, class Rule>
  void operator()(std::string_view key, const T& /*field*/, const Rule& rule, std::string_view meaning) {
    Row(key, "", Type<T>(rule), meaning);
  }
  template <class T, class Rule>
  void operator()(std::string_view key, const std::optional<T>& /*field*/, const Rule& rule,
                  std::string_view meaning) {
    Row(key, " ?", Type<T>(rule), meaning);
  }
  template <class T>
  void operator()(std::string_view key, const T& field, std::string_view meaning) {
    (*this)(key, field, AnyValue(), meaning);
  }
  template <class T>
  void MaybeAbsent(std::string_view key, const std::vector<T>& /*list*/, std::string_view meaning) {
    Row(key, " ?", Type<std::vector<T>>(AnyValue()), meaning);
  }
  template <class Values>
  void Constant(std::string_view key, std::string_view /*value*/, const Values& values,
                std::string_view meaning) {
    Row(key, "", fmt::format("`\"{}\"`", fmt::join(values, "\"`, `\"")), meaning);
  }

 private:
  explicit TableWriter(Tables& tables) : tables_(tables) {}

  template <class T, class Rule>
  std::string Type(const Rule& rule) {
    if constexpr (Described<T>) {
      Write<T>(tables_);
      return fmt::format("[{0}](#{0})", T::kDefinition.name);
    } else if constexpr (HasWords<T>) {
      return fmt::format("`{}`", fmt::join(kWords<T>.words, "`, `"));
    } else if constexpr (std::is_same_v<T, bool>) {
      return "true or false";
    } else if constexpr (!std::is_same_v<Rule, SamplesRule> && requires { typename ElementOf<T>::Type; }) {
      return "array, each: " + Type<typename ElementOf<T>::Type>(rule);
    } else if constexpr (std::is_same_v<T, std::map<std::string, std::string>>) {
      return fmt::format("object, each: {}", rule.type);
    } else {
      return std::string(rule.type);
    }
  }

  void Row(std::string_view key, std::string_view mark, std::string_view type, std::string_view meaning) {
    rows_ += fmt::format("| `{}`{} | {} | {} |\n", key, mark, type, Escaped(meaning));
  }

  // A bar would end the cell.
  static std::string Escaped(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
      if (c == '|') escaped += '\\';
      escaped += c;
    }
    return escaped;
  }

  Tables& tables_;
  std::string rows_;
};

}  // namespace assay::record

#endif  // ASSAY_SERVER_RECORD_VISITORS_TABLE_WRITER_H_
